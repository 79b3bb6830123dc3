#!/usr/bin/env bats
# shellcheck disable=SC2016,SC2154  # code for other shells; $status is set by probe
load lib

@test "an envelope holds the header, an empty line, the output and the end mark, exactly" {
  probe client 5 -- printf 'one\ntwo\n'
  length=$(($(stat -c %s "$PROBE_TERMINATION_LOG") - 18 - $(head -n 1 "$PROBE_TERMINATION_LOG" | wc -c)))
  started=$(field started) finished=$(field finished)
  equal "$(cat "$PROBE_TERMINATION_LOG")" "netperf-probe/1 $length
role=client
exit=0
timedOut=false
started=$started
finished=$finished
outputBytes=8
truncated=false

one
two
netperf-probe/end"
}

@test "the termination message is also printed" {
  probe client 5 -- echo hello
  cmp "$OUT" "$PROBE_TERMINATION_LOG"
}

@test "stdout and stderr are both kept, in order" {
  probe client 5 -- sh -c 'echo out; echo err >&2; echo out again'
  equal "$(body)" $'out\nerr\nout again'
}

@test "started and finished are epoch milliseconds around the tool" {
  before=$(date +%s%3N)
  probe client 5 -- sleep 0.3
  after=$(date +%s%3N)
  [ "$(field started)" -ge "$before" ]
  [ "$(field finished)" -le "$after" ]
  [ "$(($(field finished) - $(field started)))" -ge 300 ]
}

@test "without output the body is empty" {
  probe client 5 -- true
  body >"$BATS_TEST_TMPDIR/body"
  equal "$(stat -c %s "$BATS_TEST_TMPDIR/body")" 0
  equal "$(field outputBytes)" 0
  equal "$(tail -n 2 "$PROBE_TERMINATION_LOG")" $'\nnetperf-probe/end'
}

@test "a final newline is added where the output lacks one, and is not counted" {
  probe client 5 -- printf 'no newline'
  equal "$(body; echo .)" $'no newline\n.'
  equal "$(field outputBytes)" 10
}

@test "empty lines at the end of the output are kept" {
  probe client 5 -- printf 'a\n\n\n'
  equal "$(body; echo .)" $'a\n\n\n.'
}

@test "bytes that are not printable ASCII become question marks, one each; newline and tab stay" {
  probe client 5 -- printf 'a\tb\0\1\r\33\177\200\377\303\244z~ \n'
  equal "$(body)" $'a\tb?????????z~ '
  equal "$(field outputBytes)" 16
}

@test "output that looks like an envelope is found whole by LENGTH" {
  probe client 5 -- printf 'netperf-probe/1 5\n\nnetperf-probe/end\nrest\n'
  equal "$(body)" $'netperf-probe/1 5\n\nnetperf-probe/end\nrest'
}

# lines SIZE: so many bytes, the last a newline, of which no ten are alike their neighbours
lines() {
  perl -e '$s = join "", map "$_ ", 1 .. 2000; print substr($s, 0, shift() - 1), "\n"' "$1"
}

@test "output that just fits is kept whole: the envelope has 4,000 bytes" {
  probe client 5 -- perl -e 'print "x" x 2999, "\n"'
  frame=$(($(stat -c %s "$PROBE_TERMINATION_LOG") - 3000))
  lines "$((4000 - frame))" >"$BATS_TEST_TMPDIR/lines"
  probe client 5 -- cat "$BATS_TEST_TMPDIR/lines"
  equal "$(stat -c %s "$PROBE_TERMINATION_LOG")" 4000
  equal "$(field truncated)" false
  body | cmp - "$BATS_TEST_TMPDIR/lines"
}

@test "output that does not fit loses its beginning: the envelope has 4,000 bytes, the output's last among them" {
  probe client 5 -- perl -e 'print "x" x 2999, "\n"'
  frame=$(($(stat -c %s "$PROBE_TERMINATION_LOG") - 3000 - 1))  # "true" is shorter than "false"
  for more in 1 2 100 5000; do
    lines "$((4000 - frame + more))" >"$BATS_TEST_TMPDIR/lines"
    probe client 5 -- cat "$BATS_TEST_TMPDIR/lines"
    equal "$(stat -c %s "$PROBE_TERMINATION_LOG")" 4000
    equal "$(field truncated)" true
    equal "$(field outputBytes)" "$((4000 - frame + more))"
    body | cmp - <(tail -c "$((4000 - frame))" "$BATS_TEST_TMPDIR/lines")
  done
}

@test "megabytes are counted, drained and held in bounded memory; the tail is kept" {
  probe client 15 -- sh -c 'yes 0123456789abcdef | head -c 20000000; echo the end'
  equal "$status" 0
  equal "$(field outputBytes)" 20000008
  equal "$(field truncated)" true
  equal "$(stat -c %s "$PROBE_TERMINATION_LOG")" 4000
  equal "$(body | tail -c 8)" "the end"
}

@test "megabytes without a newline run within 16 MB of address space" {
  status=0
  (ulimit -v 16384; timeout 20 "$PROBE" client 15 -- head -c 8000000 /dev/zero >"$OUT" 2>"$ERR") || status=$?
  equal "$status" 0
  equal "$(field outputBytes)" 8000000
  equal "$(cat "$ERR")" ""
}

@test "the termination message is written by one write" {
  strace -f -e trace=write,openat -o "$BATS_TEST_TMPDIR/trace" -s 16 "$PROBE" client 5 -- head -c 100000 /dev/zero >/dev/null
  equal "$(grep -c 'write(.*"netperf-probe/1 ' "$BATS_TEST_TMPDIR/trace")" 2  # the file and stdout
  equal "$(grep 'write(.*"netperf-probe/1 ' "$BATS_TEST_TMPDIR/trace" | grep -vc ' = 4000$')" 0
}

@test "where the termination message cannot be written, the envelope is still printed and the exit code stays" {
  export PROBE_TERMINATION_LOG=/nonexistent/termination-log
  probe client 5 -- sh -c 'echo hello; exit 3'
  equal "$status" 3
  PROBE_TERMINATION_LOG=$OUT
  equal "$(body)" hello
}
