#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2030,SC2031,SC2154
# As in the pod: nothing is writable but the termination message, the user is nobody, there are no capabilities.
load lib

# in_pod COMMAND...: a mount namespace whose file systems are read-only, /tmp and /dev/shm among them. Kubernetes leaves
# /dev/shm writable; $SHM=rw does so, too.
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
    mkdir /mnt/lib
    mount --bind "$3" /mnt/lib
    mount -t tmpfs -o ro tmpfs /tmp
    mount -t tmpfs -o "$4,mode=1777,size=64m" tmpfs /dev/shm
    findmnt -rno TARGET | while read -r target; do
      case $target in /mnt/log | /proc* | /dev/shm) ;; *) mount -o remount,bind,ro "$target" 2>/dev/null || true ;; esac
    done
    shift 4
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin PROBE_TERMINATION_LOG=/mnt/log \
      PROBE_ADDRESSES=127.0.0.1 PROBE_TARGET=127.0.0.1 PROBE_TARGET_PORTS=19765,19766,19767,19768 \
      PROBE_REPORT_PORT=19764 PROBE_UID=an-uid PROBE_SERVER_UID=an-uid \
      setpriv --reuid 65532 --regid 65532 --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs "$@"
  ' sh "$PROBE_TERMINATION_LOG" "$PROBE" "$LIB" "${SHM:-ro}" "$@" >"$OUT" 2>"$ERR" || status=$?
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

# measured_by SERVER-COMMAND CLIENT-COMMAND MEASURED-PORTS: both in one pod, without privileges
measured_by() {
  in_pod sh -c '
    PROBE_TERMINATION_LOG=/dev/null /mnt/probe server 19765 -- /mnt/lib/serve 19764 4 19765,19766,19767,19768 "$3" $1 >/dev/null & server=$!
    /mnt/probe listening 19765,19764 9 && /mnt/probe client 30 -- $2 >/dev/null
    status=$?
    kill "$server"; wait "$server"
    exit "$status"' sh "$1" "$2" "$3"
  equal "$(cat "$ERR")" ""
  equal "$status" 0
  equal "$(field truncated)" false
  equal "$(field interface),$(field mtu)" lo,65536
  field client0 | grep -q 'sent:[1-9]'
  field server0 | grep -q 'bytes:[1-9][0-9]* peak:[1-9][0-9]* connections:[1-9]'
}

@test "iperf3 measures without privileges and with /dev/shm alone to write to, with facts" {
  SHM=rw
  measured_by "/mnt/lib/iperf3 server 19765 4" "/mnt/lib/iperf3 client 127.0.0.1 19765 1 64 tcp udp" 19765
  equal "$(body | jq -c '[.test, (.streams | length), .bitsPerSecond > 0]')" $'["tcp",64,true]\n["udp",64,true]'
}

@test "sockperf measures without privileges and without a writable directory, with facts" {
  measured_by "/mnt/lib/sockperf server 19765 4" "/mnt/lib/sockperf client 127.0.0.1 19765 2 tcp udp" 19765
  equal "$(body | grep -c Summary)" 2
}

@test "qperf measures without privileges and without a writable directory, with facts" {
  measured_by "qperf -lp 19765" "/mnt/lib/qperf client 1 127.0.0.1 19765 19766 1 tcp_bw tcp_lat" 19766
  equal "$(body | grep -c '^bw=[1-9][0-9]* bits/sec$\|^latency=[1-9][0-9]* ns$')" 2
}

@test "two qperfs measure without privileges and without a writable directory, with facts" {
  measured_by "/mnt/lib/qperf server 19765 19767" "/mnt/lib/qperf client 2 127.0.0.1 19765 19766 1 tcp_bw udp_lat" 19766,19768
  equal "$(body | grep -c '^bw=')" 2
}
