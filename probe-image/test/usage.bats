#!/usr/bin/env bats
# shellcheck disable=SC2154
load lib

refused() {
  probe "$@"
  equal "$status" 64
  grep -q '^usage: probe server PORT' "$ERR"
  equal "$(cat "$OUT")" ""
  [ ! -e "$PROBE_TERMINATION_LOG" ]
}

@test "without a known subcommand: usage, 64" {
  refused
  refused help
  refused ''
  refused --version
}

@test "without a command to run: usage, 64" {
  refused client
  refused client 5
  refused client 5 --
  refused client 5 -- ''
  refused client 5 qperf
  refused client -- qperf
  refused server 19765 qperf x
}

@test "with a number that is none: usage, 64" {
  for number in '' 0 -1 05 1.5 5s 0x10 '1 2' 123456; do
    refused client "$number" -- true
    refused server "$number" -- true
    refused listening "$number" 5
    refused listening 19765 "$number"
  done
  refused server 65536 -- true
  refused listening 65536 5
}

@test "with a list of ports that is none: usage, 64" {
  for ports in ',' '19765,' ',19765' 19765,,19766 '19765 19766' 19765,65536 19765,x; do
    refused server "$ports" -- true
    refused listening "$ports" 5
  done
}

@test "listening takes exactly a port and seconds" {
  refused listening
  refused listening 19765
  refused listening 19765 5 more
}
