#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
# Each test has a network namespace of its own; a container is a process namespace inside it.
load lib

setup_file() {
  export NETNS=probe-test-$$
  ip netns add "$NETNS"
  ip -n "$NETNS" link set lo up
}

teardown_file() {
  ip netns del "$NETNS"
}

# listen ADDRESS FAMILY PORT: a listener that does nothing
listener='use Socket qw(:all); my ($a, $f, $p) = @ARGV; socket S, $f == 6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0 or die;
  setsockopt S, IPPROTO_IPV6, IPV6_V6ONLY, 1 if $f == 6;
  bind S, $f == 6 ? pack_sockaddr_in6($p, inet_pton(AF_INET6, $a)) : pack_sockaddr_in($p, inet_aton($a)) or die "$!";
  listen S, 5; sleep 60'

on_host() {
  ip netns exec "$NETNS" "$@"
}

in_container() {
  ip netns exec "$NETNS" unshare --pid --fork --kill-child --mount-proc "$@"
}

start_on_host() {
  start ip netns exec "$NETNS" "$@"
}

@test "a listener of this container counts, IPv4" {
  run -0 in_container sh -c 'perl -e "$1" 127.0.0.1 4 7001 & "$2" listening 7001 3' sh "$listener" "$PROBE"
  equal "$output" ""
}

@test "a listener of this container counts, IPv6" {
  run -0 in_container sh -c 'perl -e "$1" ::1 6 7002 & "$2" listening 7002 3' sh "$listener" "$PROBE"
}

@test "a listener that comes later is seen at once" {
  run -0 in_container sh -c '
    (sleep 0.5; exec perl -e "$1" 127.0.0.1 4 7003) & "$2" listening 7003 3 && date +%s%3N' \
    sh "use Time::HiRes; ${listener/sleep 60/printf qq(%d\\n), 1000 * Time::HiRes::time; close STDOUT; sleep 60}" "$PROBE"
  equal "${#lines[@]}" 2
  [ "$((lines[1] - lines[0]))" -lt 250 ]
}

@test "somebody else's listener does not count, and is named as such" {
  start_on_host perl -e "$listener" 127.0.0.1 4 7004
  eventually on_host grep -q ':1B5C .* 0A ' /proc/net/tcp
  run -1 in_container "$PROBE" listening 7004 1
  equal "$output" "probe: port 7004 is held by a process outside this container"
}

@test "ours counts between other listeners on the same port, older and newer ones" {
  start_on_host perl -e "$listener" 127.0.0.1 4 7005
  eventually on_host grep -q '0100007F:1B5D .* 0A ' /proc/net/tcp
  start in_container sh -c '
    perl -e "$1" 127.0.0.2 4 7005 &
    until grep -q "0300007F:1B5D .* 0A " /proc/net/tcp; do sleep 0.05; done
    "$2" listening 7005 1' sh "$listener" "$PROBE"
  container=$pid
  eventually on_host grep -q '0200007F:1B5D .* 0A ' /proc/net/tcp
  start_on_host perl -e "$listener" 127.0.0.3 4 7005
  pid=$container
  finish
  equal "$status" 0
}

@test "no listener: false after SECONDS, with a sentence" {
  before=$(date +%s%3N)
  run -1 in_container "$PROBE" listening 7006 1
  took=$(($(date +%s%3N) - before))
  equal "$output" "probe: nothing listens on port 7006 after 1 s"
  [ "$took" -ge 1000 ] && [ "$took" -lt 1500 ]
}

@test "a connection to such a port, or another port that looks alike, is no listener" {
  start_on_host perl -MIO::Socket::INET -e '
    $l = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => 17007, Listen => 5) or die;
    $c = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => 17007, LocalAddr => "127.0.0.1", LocalPort => 7007) or die;
    sleep 60'
  eventually on_host grep -q ':1B5F .* 01 ' /proc/net/tcp
  run -1 on_host "$PROBE" listening 7007 1
  equal "$output" "probe: nothing listens on port 7007 after 1 s"
}

@test "no connection is made" {
  run -0 in_container sh -c '
    perl -MIO::Socket::INET -e "\$l = IO::Socket::INET->new(LocalPort => 7008, Listen => 5) or die;
      \$l->accept; open F, q(>), shift; sleep 60" "$2" &
    "$1" listening 7008 3; sleep 0.1; test ! -e "$2"' sh "$PROBE" "$BATS_TEST_TMPDIR/accepted"
}

@test "of several ports, each must be ours" {
  run -0 in_container sh -c '
    for port in 7009 7010; do perl -e "$1" 127.0.0.1 4 $port & done; "$2" listening 7009,7010 3' sh "$listener" "$PROBE"
  run -1 in_container sh -c 'perl -e "$1" 127.0.0.1 4 7011 & "$2" listening 7011,7012 1' sh "$listener" "$PROBE"
  equal "$output" "probe: nothing listens on port 7012 after 1 s"
}

@test "of several ports, one of somebody else is named" {
  start_on_host perl -e "$listener" 127.0.0.1 4 7014
  eventually on_host grep -q ':1B66 .* 0A ' /proc/net/tcp
  run -1 in_container sh -c 'perl -e "$1" 127.0.0.1 4 7013 & "$2" listening 7013,7014 1' sh "$listener" "$PROBE"
  equal "$output" "probe: port 7014 is held by a process outside this container"
}
