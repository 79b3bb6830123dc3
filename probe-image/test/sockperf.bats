#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2030,SC2031,SC2154
load lib
load network

@test "sockperf measures TCP and UDP one after the other, in plain text" {
  serve 19765 "$LIB/sockperf" server 19765 4
  measure "$LIB/sockperf" client "$SERVER_IP" 19765 1 tcp udp
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
  equal "$(ip netns exec "$SERVER" ss -tulnH | awk '{print $1, $5}' | sort)" "tcp $SERVER_IP:19764
tcp $SERVER_IP:19765
udp $SERVER_IP:19765"
}

@test "a server follows one that died with its client connected, at once" {
  serve 19765 "$LIB/sockperf" server 19765 4
  on_client timeout 9 sockperf pp --tcp -i "$SERVER_IP" -p 19765 -t 5 >/dev/null 2>&1 3>&- &
  pids="$pids $!"
  sleep 0.5
  stop_server
  serve 19765 "$LIB/sockperf" server 19765 4
  measure "$LIB/sockperf" client "$SERVER_IP" 19765 1 tcp
  equal "$status" 0
}

@test "the client waits for its server" {
  (sleep 2; exec ip netns exec "$SERVER" env PROBE_ADDRESSES="$SERVER_IP" timeout 20 "$LIB/serve" 19764 4 19765 19765 \
    "$LIB/sockperf" server 19765 4) >/dev/null 2>&1 3>&- &
  pids="$pids $!"
  measure "$LIB/sockperf" client "$SERVER_IP" 19765 1 udp
  equal "$status" 0
}

@test "without a tool behind the account the client says so after ten seconds and exits 1" {
  serve_nothing
  measure "$LIB/sockperf" client "$SERVER_IP" 19765 1 tcp
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

@test "a measurement that is too long for sockperf's memory is taken in slices, and joined" {
  mkdir "$BATS_TEST_TMPDIR/bin"
  # A sockperf that prints a recording, each time with other figures, and says what it was asked
  cat >"$BATS_TEST_TMPDIR/bin/sockperf" <<'EOF'
#!/bin/bash
[ "$1" != --version ] || exit 0
echo "$*" >>"$SEEN"
n=$(wc -l <"$SEEN")
cat <<END
sockperf: == version #3.7-no.git ==
sockperf: Test ended
sockperf: [Total Run] RunTime=17.000 sec; Warm up time=400 msec; SentMessages=${n}01; ReceivedMessages=${n}00
sockperf: ========= Printing statistics for Server No: 0
sockperf: [Valid Duration] RunTime=16.550 sec; SentMessages=${n}0; ReceivedMessages=${n}0
sockperf: ====> avg-latency=${n}.000 (std-dev=0.000)
sockperf: # dropped messages = 0; # duplicated messages = $n; # out-of-order messages = 0
sockperf: Summary: Latency is ${n}.000 usec
sockperf: Total ${n}0 observations; each percentile contains 0.10 observations
sockperf: ---> <MAX> observation = ${n}9.000
sockperf: ---> percentile 50.000 = ${n}5.000
sockperf: ---> <MIN> observation = ${n}1.000
END
EOF
  chmod +x "$BATS_TEST_TMPDIR/bin/sockperf"
  serve_nothing
  on_server_listen
  SEEN=$BATS_TEST_TMPDIR/seen PATH=$BATS_TEST_TMPDIR/bin:$PATH measure "$LIB/sockperf" client "$SERVER_IP" 19765 50 tcp:64
  equal "$status" 0
  equal "$(grep -o -- '-t [0-9]*\|-m [0-9]*\|--mps=[0-9]*' "$BATS_TEST_TMPDIR/seen" | tr '\n' ' ')" \
    '-t 16 --mps=200000 -m 64 -t 17 --mps=200000 -m 64 -t 17 --mps=200000 -m 64 '
  equal "$(body)" 'tcp:
sockperf: == version #3.7-no.git ==
sockperf: Test ended
sockperf: [Total Run] RunTime=51.000 sec; Warm up time=400 msec; SentMessages=603; ReceivedMessages=600
sockperf: ========= Printing statistics for Server No: 0
sockperf: [Valid Duration] RunTime=49.650 sec; SentMessages=60; ReceivedMessages=60
sockperf: ====> avg-latency=2.333 (std-dev=0.745)
sockperf: # dropped messages = 0; # duplicated messages = 6; # out-of-order messages = 0
sockperf: Summary: Latency is 2.333 usec
sockperf: Total 60 observations; each percentile contains 0.60 observations
sockperf: ---> <MAX> observation =   39.000
sockperf: ---> percentile 50.000 =   25.000
sockperf: ---> <MIN> observation =   11.000'
}

# A listener that takes connections, where the tool's would be
on_server_listen() {
  start ip netns exec "$SERVER" perl -MIO::Socket::INET -e '
    $l = IO::Socket::INET->new(LocalPort => 19765, Listen => 5, ReuseAddr => 1) or die; while ($c = $l->accept) { close $c }'
  ip netns exec "$SERVER" "$PROBE" listening 19765 5
}
