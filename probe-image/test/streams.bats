#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031,SC2154
load lib
load network

@test "qperf's streams run at once, and all of them fit the envelope, with facts" {
  PROBE_TARGET_PORTS=$(seq -s , 19765 19780)
  export PROBE_TARGET_PORTS
  MEASURED=$(seq -s , 19766 2 19780) serve "$(seq -s , 19765 2 19779)" \
    "$LIB/qperf" server 19765 19767 19769 19771 19773 19775 19777 19779
  measure "$LIB/qperf" client 8 "$SERVER_IP" 19765 19766 1 tcp_bw udp_bw:1372
  equal "$status" 0
  equal "$(field truncated)" false
  equal "$(body | grep -c '^bw=[1-9][0-9]* bits/sec$')" 8
  equal "$(body | grep -c '^recv_bw=[1-9][0-9]* bits/sec$')" 8
  [ -n "$(field server1)" ]
  [ "$(($(field finished) - $(field started)))" -lt 9000 ]
}

@test "all of qperf's tests fit the envelope, with facts" {
  MEASURED=19766 serve 19765 qperf -lp 19765
  measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw tcp_lat udp_bw:1372 udp_lat
  equal "$status" 0
  equal "$(field truncated)" false
  equal "$(body | grep -c '^latency=[1-9][0-9]* ns$')" 2
  [ -n "$(field server3)" ]
}

@test "a line that is not known stays" {
  serve 19765 "$LIB/qperf" server 19765
  mkdir "$BATS_TEST_TMPDIR/bin"
  printf '#!/bin/sh\necho "conf:"; echo "tcp_bw:"; echo "    bw  =  5 bits/sec"; echo "warning: odd"; echo "    msg_rate =  1 /sec"\n' >"$BATS_TEST_TMPDIR/bin/qperf"
  chmod +x "$BATS_TEST_TMPDIR/bin/qperf"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw
  equal "$(body)" 'stream 0:
conf:
tcp_bw:
bw=5 bits/sec
warning: odd'
}

@test "one stream that fails makes all fail, and it alone is shown" {
  serve 19765 "$LIB/qperf" server 19765
  measure "$LIB/qperf" client 2 "$SERVER_IP" 19765 19766 1 tcp_bw tcp_lat
  equal "$status" 1
  equal "$(body)" "stream 1:
$SERVER_IP: failed to connect"
}

@test "streams that end far apart are no result" {
  serve_nothing
  mkdir "$BATS_TEST_TMPDIR/bin"
  # shellcheck disable=SC2016
  printf '#!/bin/sh\n[ "$3" = 19765 ] || sleep 0.6\necho "tcp_bw:"\n' >"$BATS_TEST_TMPDIR/bin/qperf"
  chmod +x "$BATS_TEST_TMPDIR/bin/qperf"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH measure "$LIB/qperf" client 2 "$SERVER_IP" 19765 19766 1 tcp_bw
  equal "$status" 1
  body | grep -Eq '^probe: the streams ended [0-9]+ ms apart$'
}

@test "a server of several ports ends when one of them is taken" {
  start ip netns exec "$SERVER" qperf -lp 19767
  eventually ip netns exec "$SERVER" sh -c 'ss -tln | grep -q :19767'
  status=0
  timeout 9 ip netns exec "$SERVER" "$PROBE" server 19765,19767 -- "$LIB/qperf" server 19765 19767 >"$OUT" || status=$?
  equal "$status" 1
  equal "$(body)" "unable to bind to listen port"
}

@test "what eight streams print on a node whose disks are slow fits the envelope too" {
  serve_nothing
  mkdir "$BATS_TEST_TMPDIR/bin"
  sed -E 's/^/    /; s/^    (tcp_bw|udp_bw|conf):/\1:/; s/^(    [a-z_]+)=/\1  =  /' >"$BATS_TEST_TMPDIR/printed" <<'EOF'
conf:
loc_cpu=2 Cores: Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz
rem_cpu=2 Cores: Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz
tcp_bw:
bw=1162506240 bits/sec
send_cpus_used=123 % cpus
send_cpus_iowait=12.5 % cpus
send_real_time=10000000000 ns
recv_bytes=1453132800 bytes
recv_cpus_used=123 % cpus
recv_cpus_iowait=12.5 % cpus
recv_real_time=10010000000 ns
EOF
  sed 's/^tcp_bw/udp_bw/; s/^    bw /    recv_bw /; /recv_bytes/i\    send_bytes  =  1453132800 bytes' "$BATS_TEST_TMPDIR/printed" >"$BATS_TEST_TMPDIR/printed_udp"
  # shellcheck disable=SC2016
  printf '#!/bin/sh\ncase $* in *udp_bw) cat "%s_udp" ;; *) cat "%s" ;; esac\n' "$BATS_TEST_TMPDIR/printed" "$BATS_TEST_TMPDIR/printed" >"$BATS_TEST_TMPDIR/bin/qperf"
  chmod +x "$BATS_TEST_TMPDIR/bin/qperf"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH measure "$LIB/qperf" client 8 "$SERVER_IP" 19765 19766 10 tcp_bw udp_bw:1372
  equal "$status" 0
  equal "$(field truncated)" false
  equal "$(body | grep -c '^bw=1162506240 bits/sec$')" 8
  equal "$(body | grep -c '^recv_bw=1162506240 bits/sec$')" 8
}
