#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load lib

# A server that pays no heed to TERM, as qperf does where it is process 1; its pid is the first line.
stubborn='trap "" TERM INT; echo $$ >"$1"; while :; do sleep 60; done'

start_stubborn() {
  tool=$BATS_TEST_TMPDIR/tool-pid
  start "$@" "$PROBE" server 19765 -- sh -c "$stubborn" sh "$tool"
  eventually test -s "$tool"
}

@test "TERM ends a server and its tool at once, although the tool ignores it" {
  start_stubborn
  before=$(date +%s%3N)
  kill -TERM "$pid"
  finish
  took=$(($(date +%s%3N) - before))
  equal "$status" 143
  ended "$(cat "$tool")"
  echo "took $took ms"
  [ "$took" -lt 250 ]
  equal "$(field role)" server
  equal "$(field exit)" 143
}

@test "INT ends a server, too" {
  start_stubborn env --default-signal=INT
  kill -INT "$pid"
  finish
  equal "$status" 130
  ended "$(cat "$tool")"
}

@test "TERM ends a server as process 1 of its own namespace" {
  tool=$BATS_TEST_TMPDIR/tool-pid
  start unshare --pid --fork --mount-proc "$PROBE" server 19765 -- sh -c "$stubborn" sh "$tool"
  eventually test -s "$tool"
  first=$(pgrep -P "$pid")
  before=$(date +%s%3N)
  kill -TERM "$first"
  finish
  equal "$status" 143
  [ "$(($(date +%s%3N) - before))" -lt 250 ]
}

no_sleeper() { ! pgrep -f '^sleep 61\.7' >/dev/null; }

@test "TERM at any moment of the start leaves no tool behind" {
  for wait in 0 0.001 0.002 0.003 0.004 0.005 0.006 0.008 0.010; do
    start "$PROBE" server 19765 -- sleep 61.7
    sleep "$wait"
    kill -TERM "$pid"
    finish
    eventually no_sleeper
  done
}

@test "a server that ends by itself exits as its tool does and leaves an envelope" {
  probe server 19765 -- sh -c 'echo unable to bind to listen port; exit 1'
  equal "$status" 1
  equal "$(field role)" server
  equal "$(field exit)" 1
  equal "$(body)" "unable to bind to listen port"
}

@test "a server that ends by itself with 0 has failed nevertheless" {
  probe server 19765 -- true
  equal "$status" 1
  equal "$(field exit)" 0
}
