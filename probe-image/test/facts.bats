#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2030,SC2031,SC2154
load lib
load network

use_facts() {
  export PROBE_LIB=$LIB PROBE_TARGET=$SERVER_IP PROBE_TARGET_PORTS=19765,19766
}

@test "a client's envelope has the facts of its run" {
  use_facts
  serve 19765 qperf -lp 19765
  measure qperf "$SERVER_IP" -lp 19765 -ip 19766 -ws 5 -t 2 tcp_bw
  equal "$status" 0
  for key in busiestCPUPercent softirqPercent stealPercent; do
    [ "$(field "$key")" -le 100 ]
  done
  [ "$(field busiestCPUPercent)" -gt 20 ]
  equal "$(field interface)" eth0
  equal "$(field mtu)" 1500
  equal "$(field qdisc)" noqueue
  equal "$(field congestionControl)" "$(on_client cat /proc/sys/net/ipv4/tcp_congestion_control)"
  [ "$(field bytesSent)" -gt 1000000 ]
  [ "$(field bytesRetransmitted)" -ge 0 ]
  grep -q '^model name' /proc/cpuinfo && [ -n "$(field cpuModel)" ]
}

@test "over IPv6, the facts are the same" {
  use_facts
  export PROBE_TARGET=$SERVER_IP6
  serve 19765 qperf -lp 19765
  measure qperf "$SERVER_IP6" -lp 19765 -ip 19766 -ws 5 -t 2 tcp_bw
  equal "$(field interface)" eth0
  [ "$(field bytesSent)" -gt 1000000 ]
}

@test "connections to other ports and other addresses do not count" {
  use_facts
  export PROBE_TARGET_PORTS=19001,19002
  serve 19765 qperf -lp 19765
  measure qperf "$SERVER_IP" -lp 19765 -ip 19766 -ws 5 -t 1 tcp_bw
  equal "$(field bytesSent)" ''
  equal "$(field interface)" eth0
}

@test "the MTU of the route goes before that of the interface" {
  use_facts
  on_client ip route add 198.18.241.0/24 via "$SERVER_IP" mtu 1280
  export PROBE_TARGET=198.18.241.7
  measure true
  equal "$(field mtu)" 1280
  on_client ip route del 198.18.241.0/24
}

@test "without a target there are the CPU's facts; without a way to it none of the interface" {
  use_facts
  unset PROBE_TARGET
  measure sleep 0.3
  equal "$status" 0
  [ -n "$(field busiestCPUPercent)" ]
  equal "$(field interface)$(field bytesSent)" ''
  export PROBE_TARGET=203.0.113.9
  measure sleep 0.3
  equal "$status" 0
  equal "$(field interface)$(field mtu)" ''
}

@test "a server's envelope has no facts" {
  use_facts
  probe server 19765 -- true
  equal "$(sed -n '/=/p' "$PROBE_TERMINATION_LOG" | cut -d= -f1 | tr '\n' ' ')" \
    'role exit timedOut started finished outputBytes truncated '
}

@test "facts that would push the output out are left out" {
  use_facts
  measure perl -e 'print "x" x 3800, "\n"'
  equal "$(field truncated)" false
  equal "$(field busiestCPUPercent)" ''
  equal "$(body | wc -c)" 3801
}

@test "a watcher that hangs, fails or talks nonsense costs two seconds at most and no result" {
  use_facts
  export PROBE_LIB=$BATS_TEST_TMPDIR/lib
  mkdir "$PROBE_LIB"
  for script in 'exec sleep 60' 'exit 7' 'echo "no fact"; echo "=1"; echo "a b=1"; yes' 'kill -KILL $$' 'echo good=1; cat; echo; echo good=2'; do
    printf '#!/bin/sh\n%s\n' "$script" >"$PROBE_LIB/watch"
    chmod +x "$PROBE_LIB/watch"
    before=$(date +%s%3N)
    measure echo hello
    equal "$status" 0
    equal "$(body)" hello
    [ "$(($(date +%s%3N) - before))" -lt 4000 ]
    equal "$(cat "$ERR")" ''
  done
  equal "$(field good)" $'1\n2'
}

@test "a client that is told to end does not wait for facts, and leaves no watcher" {
  use_facts
  start ip netns exec "$CLIENT" "$PROBE" client 60 -- sleep 61.8
  eventually pgrep -f '^sleep 61\.8' >/dev/null
  before=$(date +%s%3N)
  kill -TERM "$pid"
  finish
  equal "$status" 143
  [ "$(($(date +%s%3N) - before))" -lt 500 ]
  eventually no_watcher
}

no_watcher() { ! ip netns pids "$CLIENT" | grep -q .; }

@test "throttling of this container is measured" {
  use_facts
  cgroup=/sys/fs/cgroup/cpu/probe-test-$$
  mkdir "$cgroup" 2>/dev/null && [ -w "$cgroup/cpu.cfs_quota_us" ] || { rmdir "$cgroup" 2>/dev/null; skip "no CPU controller of cgroup v1"; }
  echo 20000 >"$cgroup/cpu.cfs_quota_us"
  status=0
  bash -c 'echo $$ >"$1/cgroup.procs"; shift; exec "$@"' bash "$cgroup" \
    timeout 20 "$PROBE" client 9 -- timeout 1 sh -c 'while :; do :; done' >"$OUT" 2>"$ERR" || status=$?
  rmdir "$cgroup"
  [ "$(field throttledMilliseconds)" -gt 100 ]
}
