#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031,SC2154
load lib
load network

@test "sockperf measures TCP and UDP one after the other, in plain text" {
  serve 19765 "$LIB/sockperf" server 19765 4
  measure "$LIB/sockperf" client "$SERVER_IP" 19765 1 - tcp udp
  equal "$status" 0
  equal "$(field truncated)" false
  equal "$(body | grep -E '^(tcp|udp):$|Summary' | sed 's/[0-9.]* usec//')" 'tcp:
sockperf: Summary: Latency is 
udp:
sockperf: Summary: Latency is '
  run ! grep -q '?\[' "$PROBE_TERMINATION_LOG"
}

@test "the server answers datagrams as soon as it listens, on its own address only" {
  serve 19765 "$LIB/sockperf" server 19765 4
  equal "$(ip netns exec "$SERVER" ss -tulnH | awk '{print $1, $5}')" "udp $SERVER_IP:19765
tcp $SERVER_IP:19765"
}

@test "a server follows one that died with its client connected, at once" {
  serve 19765 "$LIB/sockperf" server 19765 4
  on_client timeout 9 sockperf pp --tcp -i "$SERVER_IP" -p 19765 -t 5 >/dev/null 2>&1 3>&- &
  pids="$pids $!"
  sleep 0.5
  stop_server
  serve 19765 "$LIB/sockperf" server 19765 4
  measure "$LIB/sockperf" client "$SERVER_IP" 19765 1 - tcp
  equal "$status" 0
}

@test "the client waits for its server" {
  (sleep 2; exec ip netns exec "$SERVER" env PROBE_ADDRESSES="$SERVER_IP" timeout 20 "$LIB/sockperf" server 19765 4) >/dev/null 2>&1 3>&- &
  pids="$pids $!"
  measure "$LIB/sockperf" client "$SERVER_IP" 19765 1 - udp
  equal "$status" 0
}

@test "without a server the client says so after ten seconds and exits 1" {
  measure "$LIB/sockperf" client "$SERVER_IP" 19765 1 - tcp
  equal "$status" 1
  equal "$(body)" "probe: no connection to $SERVER_IP port 19765"
}

@test "a server whose UDP port is taken ends" {
  start ip netns exec "$SERVER" sockperf sr -i "$SERVER_IP" -p 19765
  eventually ip netns exec "$SERVER" sh -c 'ss -uln | grep -q :19765'
  status=0
  PROBE_ADDRESSES=$SERVER_IP timeout 9 ip netns exec "$SERVER" "$PROBE" server 19765 -- "$LIB/sockperf" server 19765 4 >"$OUT" || status=$?
  equal "$status" 1
  body | grep -q 'Address already in use'
}

@test "sockperf knows no IPv6, and says so" {
  export PROBE_ADDRESSES=2001:2:0:240::2
  probe server 19765 -- "$LIB/sockperf" server 19765 6
  equal "$status" 1
  equal "$(body)" "probe: no IPv6 address: sockperf 3.7 knows IPv4 only"
}
