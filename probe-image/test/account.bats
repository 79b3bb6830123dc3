#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2030,SC2031,SC2154
# The server's account of what arrives, and who gets one.
load lib
load network

word() {
  field "$2" | tr ' ' '\n' | sed -n "s/^$1://p"
}

# proof WORD...: as lib/facts makes it
proof() {
  printf '%s\n' "$PROBE_UID" "$@" "$PROBE_UID" | sha256sum | cut -c1-64
}

# say LINE...: to the server's account, from the client's network; prints what it answers
say() {
  printf '%s\n' "$@" | on_client timeout 9 socat -t 4 - "TCP:$SERVER_IP:19764"
}

@test "what arrives is counted: nearly all bytes of TCP, every datagram" {
  MEASURED=19766 serve 19765 qperf -lp 19765
  measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 3 tcp_bw udp_bw:1372
  equal "$status" 0
  received=$(body | sed -n '/^tcp_bw/,/^udp_bw/s/^recv_bytes=\([0-9]*\) bytes/\1/p')
  [ "$(word bytes server0)" -ge "$((received * 75 / 100))" ]
  [ "$(word peak server0)" -ge "$((received * 3 / 10))" ]
  [ "$(word peak server0)" -lt "$((received * 2))" ]
  [ "$(word connections server0)" -ge 2 ]
  equal "$(word others server0)" ''
  datagrams=$(body | sed -n '/^udp_bw/,$s/^recv_bytes=\([0-9]*\) bytes/\1/p')
  [ "$(word datagrams server1)" -ge "$((datagrams / 1372))" ]
  [ "$(word bytes server1)" -lt 1000 ]
}

@test "a server of another run is none, and nothing is measured" {
  PROBE_UID=another serve 19765 qperf -lp 19765
  measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw
  equal "$status" 1
  body | grep -q 'it is not the server of this run'
  equal "$(body | wc -l)" 1
}

@test "who answers something else is not the server of this run" {
  start ip netns exec "$SERVER" socat TCP-LISTEN:19764,reuseaddr,fork 'SYSTEM:read line; echo 0123456789abcdef; sleep 1'
  eventually ip netns exec "$SERVER" sh -c 'ss -tln | grep -q :19764'
  measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw
  equal "$status" 1
  equal "$(body)" "probe: what answers at $SERVER_IP port 19764 is not the server of this run"
}

@test "who only repeats what he hears is not the server of this run" {
  start ip netns exec "$SERVER" socat TCP-LISTEN:19764,reuseaddr,fork 'EXEC:cat'
  eventually ip netns exec "$SERVER" sh -c 'ss -tln | grep -q :19764'
  measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw
  equal "$status" 1
  body | grep -q 'is not the server of this run'
}

@test "who says nothing gave no answer" {
  start ip netns exec "$SERVER" socat TCP-LISTEN:19764,reuseaddr,fork 'EXEC:sleep 60'
  eventually ip netns exec "$SERVER" sh -c 'ss -tln | grep -q :19764'
  measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw
  equal "$status" 1
  equal "$(body)" "probe: no answer from $SERVER_IP port 19764"
}

@test "who does not know the server's uid gets no account" {
  serve 19765 qperf -lp 19765
  equal "$(say 0123 "$(proof ready 0123)" end)" ''
  equal "$(say "0123 $(proof ready 0123)" end)" ''
  equal "$(say '' end)" ''
  equal "$(say "0123 " end)" ''
  # But who does, gets one, and it is bound to what he asked
  answers=$(say "0123 $(proof ask 0123)" end)
  equal "$(head -n 1 <<<"$answers")" "$(proof ready 0123)"
  account=$(sed -n 2p <<<"$answers")
  [[ $account == milliseconds:*' bytes:0 peak:0 connections:0 datagrams:'* ]]
  equal "${account##* }" "$(proof account 0123 "${account% *}")"
}

@test "a connection that was there before does not count, nor what it had brought" {
  serve 19765 sh -c 'perl -MIO::Socket::INET -e "\$l = IO::Socket::INET->new(LocalPort => 19765, Listen => 5, ReuseAddr => 1) or die;
    while (1) { push @c, \$l->accept; sleep 0.1 }"'
  start on_client perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(PeerAddr => shift, PeerPort => 19765) or die; $| = 1;
    syswrite $s, "x" x 1000; sleep 2; syswrite $s, "x" x 10; sleep 60' "$SERVER_IP"
  sleep 1
  answers=$({ echo "0123 $(proof ask 0123)"; sleep 2.5; echo end; } | on_client timeout 9 socat -t 4 - "TCP:$SERVER_IP:19764")
  [[ $answers =~ ' bytes:10 peak:'[1-9][0-9]?' connections:0 ' ]]
}

@test "connections from elsewhere are told of, with what they bring" {
  ip -n "$CLIENT" addr add 198.18.240.9/24 dev eth0
  serve 19765 sh -c 'perl -MIO::Socket::INET -e "\$l = IO::Socket::INET->new(LocalPort => 19765, Listen => 5, ReuseAddr => 1) or die;
    while (1) { push @c, \$l->accept; sleep 0.1 }"'
  start on_client perl -MIO::Socket::INET -e '
    $s = IO::Socket::INET->new(PeerAddr => shift, PeerPort => 19765, LocalAddr => "198.18.240.9") or die;
    sleep 1; syswrite $s, "x" x 10; sleep 60' "$SERVER_IP"
  sleep 0.3
  answers=$({ echo "0123 $(proof ask 0123)"; sleep 2; echo end; } | on_client timeout 9 socat -t 4 - "TCP:$SERVER_IP:19764")
  ip -n "$CLIENT" addr del 198.18.240.9/24 dev eth0
  [[ $answers == *' bytes:0 peak:'*' connections:0 others:1 othersBytes:10 other:198.18.240.9 '* ]]
}

@test "datagrams for which a program has no time are told of" {
  serve 19765 sh -c 'perl -MIO::Socket::INET -e "\$l = IO::Socket::INET->new(LocalPort => 19765, Listen => 5, ReuseAddr => 1) or die;
    \$u = IO::Socket::INET->new(LocalPort => 19765, Proto => q(udp)) or die; sleep 60"'
  start on_client sh -c 'sleep 0.5; head -c 3000000 /dev/zero | socat -b 1000 -u - "UDP:$0:19765"' "$SERVER_IP"
  answers=$({ echo "0123 $(proof ask 0123)"; sleep 2; echo end; } | on_client timeout 9 socat -t 4 - "TCP:$SERVER_IP:19764")
  [[ $answers =~ ' datagrams:0 dropped:'([0-9]+) ]]
  [ "${BASH_REMATCH[1]}" -gt 1000 ]
}

@test "a server whose report port is taken ends, and says why" {
  start ip netns exec "$SERVER" socat TCP-LISTEN:19764,reuseaddr,fork 'EXEC:sleep 60'
  eventually ip netns exec "$SERVER" sh -c 'ss -tln | grep -q :19764'
  status=0
  PROBE_ADDRESSES=$SERVER_IP timeout 9 ip netns exec "$SERVER" "$PROBE" server 19765 -- "$LIB/serve" 19764 4 19765 19765 sleep 60 >"$OUT" || status=$?
  equal "$status" 1
  body | grep -q 'Address already in use'
}

@test "many connections to the report port fill nothing, and hold up nobody for long" {
  serve 19765 qperf -lp 19765
  start on_client perl -MIO::Socket::INET -e '
    for (1 .. 60) { push @c, IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => 19764, Timeout => 1) } sleep 3' "$SERVER_IP"
  # nine, and two for each conversation; the socat of Debian 13 lets in up to twice as many conversations as it is told
  most=28
  ! socat -V | grep -q 'socat version 1[.]8' || most=55
  while kill -0 "$pid" 2>/dev/null; do
    [ "$(ip netns pids "$SERVER" | wc -l)" -le $most ]
    sleep 0.5
  done
  measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw
  equal "$status" 0
}

@test "a tool that hangs is ended in time for the server's account" {
  serve_nothing
  mkdir "$BATS_TEST_TMPDIR/bin"
  printf '#!/bin/sh\nexec sleep 99\n' >"$BATS_TEST_TMPDIR/bin/qperf"
  chmod +x "$BATS_TEST_TMPDIR/bin/qperf"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH measure "$LIB/qperf" client 1 "$SERVER_IP" 19765 19766 1 tcp_bw
  equal "$status" 124
  equal "$(field timedOut)" false
  body | grep -q "^probe: qperf didn't end in time and was stopped$"
  [ -n "$(field server0)" ]
}
