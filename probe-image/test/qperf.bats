#!/usr/bin/env bats
# shellcheck disable=SC2154
load lib

setup_file() {
  export NETNS=probe-qperf-$$
  ip netns add "$NETNS"
  ip -n "$NETNS" link set lo up
}

teardown_file() {
  ip netns del "$NETNS"
}

qperf_server() {
  start ip netns exec "$NETNS" env PROBE_TERMINATION_LOG="$BATS_TEST_TMPDIR/server-log" "$PROBE" server 19765 -- qperf -lp 19765
  ip netns exec "$NETNS" "$PROBE" listening 19765 5
}

qperf_client() {
  status=0
  timeout 30 ip netns exec "$NETNS" "$PROBE" client "$1" -- qperf "$2" -lp 19765 -ip 19766 -ws 1 -t 1 -uu -ub -vv conf tcp_bw >"$OUT" || status=$?
}

@test "qperf measures over IPv4 and IPv6, one client after the other" {
  qperf_server
  for address in 127.0.0.1 ::1; do
    qperf_client 20 "$address"
    equal "$status" 0
    body | grep -Eq '^    bw +=  +[1-9][0-9]* bits/sec$'
  done
}

@test "qperf's server ends at TERM at once while it measures, its children too" {
  qperf_server
  ip netns exec "$NETNS" timeout 9 qperf 127.0.0.1 -lp 19765 -t 5 tcp_bw >/dev/null 3>&- &
  pids="$pids $!"
  sleep 0.5
  before=$(date +%s%3N)
  kill -TERM "$pid"
  finish
  took=$(($(date +%s%3N) - before))
  equal "$status" 143
  echo "took $took ms"
  [ "$took" -lt 250 ]
  run ! ip netns exec "$NETNS" "$PROBE" listening 19765 1
  wait $! || true
}

@test "qperf without a server says so and exits 1" {
  qperf_client 20 127.0.0.1
  equal "$status" 1
  equal "$(body | tail -n 1)" "127.0.0.1: failed to connect"
}

@test "a second server on the same port dies and says why" {
  qperf_server
  status=0
  timeout 9 ip netns exec "$NETNS" "$PROBE" server 19765 -- qperf -lp 19765 >"$OUT" || status=$?
  equal "$status" 1
  equal "$(body)" "unable to bind to listen port"
}
