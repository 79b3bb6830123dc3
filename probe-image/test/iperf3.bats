#!/usr/bin/env bats
# shellcheck disable=SC2154
load lib
load network

# json TEST EXPRESSION: jq's word on that line of the body
json() {
  body | jq -r "select(.test == \"$1\") | $2"
}

@test "iperf3 measures TCP and UDP one after the other, IPv4 and IPv6" {
  for family in 4 6; do
    [ "$family" = 4 ] && address=$SERVER_IP || address=$SERVER_IP6
    export PROBE_TARGET=$address
    FAMILY=$family serve 19765 "$LIB/iperf3" server 19765 "$family"
    measure "$LIB/iperf3" client "$address" 19765 1 1 tcp udp
    equal "$status" 0
    equal "$(json tcp '.bitsPerSecond > 0 and (.streams | length) == 1 and .retransmits >= 0')" true
    equal "$(json udp '.bitsPerSecond > 0 and .receivedPackets > 0 and .sentPackets >= .receivedPackets')" true
    stop_server
  done
}

@test "64 streams and two measurements fit the envelope" {
  serve 19765 "$LIB/iperf3" server 19765 4
  measure "$LIB/iperf3" client "$SERVER_IP" 19765 1 64 tcp udp
  equal "$status" 0
  equal "$(field truncated)" false
  equal "$(json tcp '.streams | length'),$(json udp '.streams | length')" 64,64
}

@test "the size of messages is that of the datagrams" {
  serve 19765 "$LIB/iperf3" server 19765 4
  measure "$LIB/iperf3" client "$SERVER_IP" 19765 1 1 udp:100
  equal "$(json udp '.bytes / .receivedPackets')" 100
}

@test "the server listens on its own address only" {
  serve 19765 "$LIB/iperf3" server 19765 4
  equal "$(ip netns exec "$SERVER" ss -tlnH | awk '{print $4}' | sort)" "$SERVER_IP:19764
$SERVER_IP:19765"
}

@test "the client waits for its server, and the server survives who only connects" {
  (sleep 2; exec ip netns exec "$SERVER" env PROBE_ADDRESSES="$SERVER_IP" timeout 20 "$LIB/serve" 19764 4 19765 19765 \
    "$LIB/iperf3" server 19765 4) >/dev/null 2>&1 3>&- &
  pids="$pids $!"
  measure "$LIB/iperf3" client "$SERVER_IP" 19765 1 1 tcp
  equal "$status" 0
  on_client bash -c ": <>/dev/tcp/$SERVER_IP/19765"
  measure "$LIB/iperf3" client "$SERVER_IP" 19765 1 1 tcp
  equal "$status" 0
}

@test "without a server the client says so after ten seconds and exits 1" {
  measure "$LIB/iperf3" client "$SERVER_IP" 19765 1 1 tcp udp
  equal "$status" 1
  equal "$(body)" "probe: no connection to $SERVER_IP port 19764"
  [ "$(($(field finished) - $(field started)))" -ge 9000 ]
}

@test "a server that gives account but has no tool is waited for, too" {
  serve_nothing
  measure "$LIB/iperf3" client "$SERVER_IP" 19765 1 1 tcp udp
  equal "$status" 1
  # the iperf3 of Debian 13 adds advice
  equal "$(body | sed 's/ - server may [^:]*:/:/')" '{"test":"tcp","error":"unable to connect to server: Connection refused"}'
  [ "$(($(field finished) - $(field started)))" -ge 9000 ]
}

@test "a pod without an address of the family ends with a sentence" {
  export PROBE_ADDRESSES=198.18.240.2
  probe server 19765 -- "$LIB/iperf3" server 19765 6
  equal "$status" 1
  equal "$(body)" "probe: no IPv6 address among those of the pod: 198.18.240.2"
}

@test "without addresses there is a sentence, too" {
  unset PROBE_ADDRESSES
  probe server 19765 -- "$LIB/iperf3" server 19765 4
  equal "$status" 1
  equal "$(body)" "probe: no IPv4 address among those of the pod: none"
}
