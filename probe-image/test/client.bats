#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154
load lib

@test "a client exits as its tool does" {
  for code in 0 1 3 77 255; do
    probe client 5 -- sh -c "exit $code"
    equal "$status" "$code"
    equal "$(field exit)" "$code"
    equal "$(field timedOut)" false
    equal "$(field role)" client
  done
}

@test "a tool that a signal ends is reported as 128 and the signal" {
  probe client 5 -- sh -c 'kill -SEGV $$'
  equal "$status" 139
  equal "$(field exit)" 139
}

@test "a tool that is killed is not taken for one that ran out of time" {
  probe client 5 -- sh -c 'kill -KILL $$'
  equal "$status" 137
  equal "$(field timedOut)" false
}

@test "a tool that itself exits 124 is not taken for one that ran out of time" {
  probe client 5 -- sh -c 'exit 124'
  equal "$status" 124
  equal "$(field timedOut)" false
}

@test "a tool that does not exist is 127, with a sentence" {
  probe client 5 -- no-such-tool
  equal "$status" 127
  body | grep -q "no-such-tool.*No such file or directory"
}

@test "a tool that takes too long is ended after SECONDS; its output so far is kept" {
  probe client 1 -- sh -c 'echo so far; exec sleep 60'
  equal "$status" 124
  equal "$(field exit)" 124
  equal "$(field timedOut)" true
  equal "$(body)" "so far"
  took=$(($(field finished) - $(field started)))
  [ "$took" -ge 1000 ] && [ "$took" -lt 1500 ]
}

@test "what a tool has printed by lines is not lost when it is killed, even though it writes to a pipe" {
  probe client 1 -- sh -c '(echo a line; exec sleep 60) | grep line'
  equal "$(field timedOut)" true
  equal "$(body)" "a line"
}

@test "a tool that ignores TERM is killed a second later" {
  probe client 1 -- sh -c 'trap "" TERM; echo stubborn; while :; do sleep 60; done'
  equal "$status" 124
  equal "$(field timedOut)" true
  equal "$(body)" stubborn
  took=$(($(field finished) - $(field started)))
  [ "$took" -ge 2000 ] && [ "$took" -lt 2500 ]
}

@test "a stopped tool is ended too" {
  probe client 1 -- sh -c 'kill -STOP $$'
  equal "$status" 124
}

@test "what the tool leaves behind is ended and does not hold up the envelope" {
  probe client 9 -- sh -c 'sleep 60 & echo $!; exit 0'
  equal "$status" 0
  [ "$(($(field finished) - $(field started)))" -lt 1000 ]
  eventually ended "$(body)"
}

@test "arguments reach the tool literally" {
  probe client 5 -- printf '%s\n' '$HOME' '`id`' '$(id)' 'a  b' '*' ';exit 9' '' '"' "'" '\n' '-n' '--' '>x'
  equal "$(body)" '$HOME
`id`
$(id)
a  b
*
;exit 9

"
'"'"'
\n
-n
--
>x'
}

@test "a client that is told to end does so at once, says so, and leaves no tool" {
  start "$PROBE" client 60 -- sh -c 'echo "$$"; exec sleep 60'
  eventually pgrep -P "$pid" -x timeout >/dev/null
  sleep 0.1
  kill -TERM "$pid"
  finish
  equal "$status" 143
  equal "$(field exit)" 143
  equal "$(field timedOut)" false
  ended "$(body)"
}

@test "the tool's own standard input is empty" {
  probe client 5 -- cat
  equal "$status" 0
}
