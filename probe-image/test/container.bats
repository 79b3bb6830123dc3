#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
# As in the pod: nothing is writable but the termination message, the user is nobody, there are no capabilities.
load lib

# in_pod COMMAND...: a mount namespace whose file systems are read-only, without /tmp and /dev/shm
in_pod() {
  : >"$PROBE_TERMINATION_LOG"
  chmod 666 "$PROBE_TERMINATION_LOG"
  status=0
  timeout 20 unshare --mount --pid --fork --mount-proc --net sh -c '
    set -e
    ip link set lo up
    mount -t tmpfs tmpfs /mnt
    touch /mnt/log /mnt/probe
    mount --bind "$1" /mnt/log
    mount --bind "$2" /mnt/probe
    mount -t tmpfs -o ro tmpfs /tmp
    mount -t tmpfs -o ro tmpfs /dev/shm
    findmnt -rno TARGET | while read -r target; do
      case $target in /mnt/log | /proc*) ;; *) mount -o remount,bind,ro "$target" 2>/dev/null || true ;; esac
    done
    shift 2
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin PROBE_TERMINATION_LOG=/mnt/log \
      setpriv --reuid 65532 --regid 65532 --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs "$@"
  ' sh "$PROBE_TERMINATION_LOG" "$PROBE" "$@" >"$OUT" 2>"$ERR" || status=$?
}

@test "the pod of these tests is as strict as it says" {
  in_pod sh -c 'for dir in / /tmp /var/tmp /dev /dev/shm /run /mnt; do ! touch "$dir/x" 2>/dev/null || echo "$dir is writable"; done; id -u; grep CapEff /proc/self/status'
  equal "$(cat "$OUT")" $'65532\nCapEff:\t0000000000000000'
}

@test "a client runs without a writable directory" {
  in_pod /mnt/probe client 5 -- sh -c 'echo hello; exit 3'
  equal "$(cat "$ERR")" ""
  equal "$status" 3
  equal "$(body)" hello
}

@test "large output is cut without a writable directory" {
  in_pod /mnt/probe client 9 -- head -c 3000000 /dev/zero
  equal "$(cat "$ERR")" ""
  equal "$(stat -c %s "$PROBE_TERMINATION_LOG")" 4000
  body >/dev/null
}

@test "qperf is served, waited for and measured without privileges" {
  in_pod sh -c '
    PROBE_TERMINATION_LOG=/dev/null /mnt/probe server 19765 -- qperf -lp 19765 >/dev/null & server=$!
    /mnt/probe listening 19765 5
    /mnt/probe client 20 -- qperf 127.0.0.1 -lp 19765 -ip 19766 -ws 2 -t 1 -uu -ub -vv conf tcp_bw tcp_lat >/dev/null
    status=$?
    kill "$server"; wait "$server"
    exit "$status"'
  equal "$(cat "$ERR")" ""
  equal "$status" 0
  equal "$(field truncated)" false
  body | grep -Eq '^    bw +=  +[1-9][0-9]* bits/sec$'
  body | grep -Eq '^    latency +=  +[1-9][0-9]* ns$'
}
