#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2030,SC2031,SC2154
load lib
load network

# word KEY LINE: that word's value in a line of facts
word() {
  field "$2" | tr ' ' '\n' | sed -n "s/^$1://p"
}

@test "each measurement has its facts, of both ends" {
  MEASURED=19766 serve 19765 qperf -lp 19765
  measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 2 tcp_bw tcp_lat
  equal "$status" 0
  for line in client0 server0 client1 server1; do
    for key in busy softirq steal; do
      [ "$(word "$key" "$line")" -le 100 ]
    done
    [ "$(word milliseconds "$line")" -ge 2000 ]
    [ "$(word milliseconds "$line")" -lt 3500 ]
  done
  [ "$(word busy client0)" -gt 20 ]
  [ "$(word sent client0)" -gt 1000000 ]
  [ "$(word resent client0)" -ge 0 ]
  [ "$(word sent client1)" -lt 1000000 ]
}

@test "the way to the server, the CPU and the tool are told of once" {
  serve 19765 qperf -lp 19765
  measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw tcp_lat
  equal "$(field toolVersion)" "$(dpkg-query --show --showformat '${source:Upstream-Version}' qperf)"
  equal "$(field interface)" eth0
  equal "$(field mtu)" 1500
  equal "$(field qdisc)" noqueue
  equal "$(field congestionControl)" "$(on_client cat /proc/sys/net/ipv4/tcp_congestion_control)"
  grep -q '^model name' /proc/cpuinfo && [ -n "$(field cpuModel)" ]
}

# Whoever has a client among the scripts is a tool; sockperf appends a word to its version.
@test "each tool tells its version" {
  for tool in $(cd "$LIB" && grep -l '^  client)' -- *); do
    told=$(bash -c '. "${0%/*}/measuring"; tool_facts' "$LIB/$tool")
    equal "$tool ${told%-no.git}" "$tool toolVersion=$(dpkg-query --show --showformat '${source:Upstream-Version}' "$tool")"
  done
  [ -n "${tool-}" ]
}

@test "over IPv6, the facts are the same" {
  export PROBE_TARGET=$SERVER_IP6
  FAMILY=6 MEASURED=19766 serve 19765 qperf -lp 19765
  measure "$LIB/qperf" client 1 "$SERVER_IP6" 19765 19766 2 tcp_bw
  equal "$status" 0
  equal "$(field interface)" eth0
  [ "$(word sent client0)" -gt 1000000 ]
  [ "$(word bytes server0)" -gt 1000000 ]
}

@test "connections to other ports and other addresses do not count" {
  export PROBE_TARGET_PORTS=19001,19002
  MEASURED=19002 serve 19765 qperf -lp 19765
  measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw
  equal "$(word sent client0)" ''
  equal "$(word bytes server0)" 0
  equal "$(field interface)" eth0
}

@test "the MTU of the route goes before that of the interface" {
  on_client ip route add 198.18.241.0/24 via "$SERVER_IP" mtu 1280
  export PROBE_TARGET=198.18.241.7
  measure "$LIB/qperf" client 1 198.18.241.7 19765 19766 1 tcp_bw
  equal "$(field mtu)" 1280
  on_client ip route del 198.18.241.0/24
}

@test "a server's envelope has no facts, though its programs write where a client's would stand" {
  probe server 19765 -- sh -c 'echo busy=1 >&8'
  equal "$(sed -n '/=/p' "$PROBE_TERMINATION_LOG" | cut -d= -f1 | tr '\n' ' ')" \
    'role exit timedOut started finished outputBytes truncated '
}

@test "facts stay where the output is too long" {
  probe client 9 -- sh -c 'echo server0=bytes:1 >&8; head -c 9000 /dev/zero'
  equal "$(field truncated)" true
  equal "$(field server0)" bytes:1
  equal "$(stat -c %s "$PROBE_TERMINATION_LOG")" 4000
}

@test "what is no fact is left out, and of facts no more than have room" {
  probe client 9 -- sh -c 'echo good=1 >&8; echo "no fact" >&8; echo =1 >&8; echo "a b=1" >&8; echo good=2 >&8; yes x=1 | head -n 99 >&8'
  equal "$status" 0
  equal "$(field good)" $'1\n2'
  [ "$(field x | wc -l)" -lt 40 ]
}

# What a tool prints is text of whoever answers it; only what the scripts write are facts.
@test "the tools cannot write facts, whatever they do" {
  mkdir "$BATS_TEST_TMPDIR/bin"
  printf '#!/bin/sh\nfor n in 3 4 5 6 7 8 9 10 11; do echo server0=bytes:999 2>/dev/null >&$n; done\necho server0=bytes:998\n' >"$BATS_TEST_TMPDIR/bin/qperf"
  chmod +x "$BATS_TEST_TMPDIR/bin/qperf"
  serve_nothing
  PATH=$BATS_TEST_TMPDIR/bin:$PATH measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw
  equal "$(word bytes server0)" 0
  equal "$(field server0 | wc -l)" 1
}

@test "a client that is told to end does not wait for facts, and leaves nobody" {
  serve_nothing
  server_before=$(ip netns pids "$SERVER" | wc -l)
  mkdir "$BATS_TEST_TMPDIR/bin"
  printf '#!/bin/sh\nexec sleep 61.8\n' >"$BATS_TEST_TMPDIR/bin/qperf"
  chmod +x "$BATS_TEST_TMPDIR/bin/qperf"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH start ip netns exec "$CLIENT" "$PROBE" client 60 -- "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw
  eventually pgrep -f '^sleep 61\.8' >/dev/null
  before=$(date +%s%3N)
  kill -TERM "$pid"
  finish
  equal "$status" 143
  [ "$(($(date +%s%3N) - before))" -lt 500 ]
  eventually nobody_on_client
  eventually as_many_on_server "$server_before"
}

nobody_on_client() { ! ip netns pids "$CLIENT" | grep -q .; }
as_many_on_server() { [ "$(ip netns pids "$SERVER" | wc -l)" -eq "$1" ]; }

@test "throttling of the client's container is measured" {
  cgroup=/sys/fs/cgroup/cpu/probe-test-$$
  mkdir "$cgroup" 2>/dev/null && [ -w "$cgroup/cpu.cfs_quota_us" ] || { rmdir "$cgroup" 2>/dev/null; skip "no CPU controller of cgroup v1"; }
  MEASURED=19766 serve 19765 qperf -lp 19765
  echo 50000 >"$cgroup/cpu.cfs_quota_us"
  echo 100000 >"$cgroup/cpu.shares"  # whatever else runs on this machine, it gets its quota, and no more
  # A second process of the container, or the client might need less than it may have.
  start bash -c 'echo $$ >"$1/cgroup.procs"; while :; do :; done' bash "$cgroup"
  spinner=$pid
  status=0
  bash -c 'echo $$ >"$1/cgroup.procs"; shift; exec "$@"' bash "$cgroup" \
    timeout 30 nsenter --net="/run/netns/$CLIENT" "$PROBE" client 20 -- "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw >"$OUT" 2>"$ERR" || status=$?
  kill "$spinner"
  eventually ended "$spinner"
  eventually rmdir "$cgroup"
  [ "$(word throttled client0)" -gt 100 ]
}

@test "where a Service is translated at the socket, the sockets to the pod behind it are those that measure" {
  ip -n "$SERVER" addr add 198.18.240.9/24 dev eth0
  MEASURED=19766 serve 19765 qperf -lp 19765
  measure "$LIB/qperf" client 1 198.18.240.9 19765 19766 1 tcp_bw
  ip -n "$SERVER" addr del 198.18.240.9/24 dev eth0
  equal "$status" 0
  [ "$(word sent client0)" -gt 1000000 ]
}
