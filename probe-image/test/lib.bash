# shellcheck shell=bash
# What the tests share.
# shellcheck disable=SC2034  # $status, $pid: for the tests
bats_require_minimum_version 1.5.0
PROBE=$BATS_TEST_DIRNAME/../probe
LIB=$BATS_TEST_DIRNAME/../lib

setup() {
  export PROBE_TERMINATION_LOG=$BATS_TEST_TMPDIR/termination-log
  OUT=$BATS_TEST_TMPDIR/stdout
  ERR=$BATS_TEST_TMPDIR/stderr
  pids=''
}

# Ends what a test left behind: only what it started itself.
teardown() {
  for pid in $pids; do
    kill -TERM "$pid" 2>/dev/null || true
    eventually ended "$pid" || kill -KILL "$pid"
    wait "$pid" 2>/dev/null || true
  done
}

# probe ARG...: within 20 s; sets $status, fills $OUT and $ERR
probe() {
  status=0
  timeout 20 "$PROBE" "$@" >"$OUT" 2>"$ERR" </dev/null 3>&- || status=$?
}

# start COMMAND...: in the background; sets $pid
start() {
  "$@" >"$OUT" 2>"$ERR" </dev/null 3>&- &
  pid=$!
  pids="$pids $pid"
}

# What was started ends within 3 s; sets $status
finish() {
  eventually ended "$pid"
  status=0
  wait "$pid" || status=$?
}

field() {
  sed -n "2,/^\$/s/^$1=//p" "$PROBE_TERMINATION_LOG"
}

# Prints the tool's output from an envelope, found by its length alone, as the operator does; fails unless all is exact.
body() {
  perl -e '
    local $/; $_ = <>;
    /\Anetperf-probe\/1 (0|[1-9]\d*)\n/ or die "no first line";
    my $rest = substr $_, length $&;
    length $rest >= $1 && substr($rest, $1) eq "netperf-probe/end\n" or die "LENGTH does not lead to the end mark";
    substr($rest, 0, $1) =~ /\A((?:[a-zA-Z]+[0-9]?=[^\n]*\n)+)\n(.*)\z/s or die "no header";
    print $2;
  ' "$PROBE_TERMINATION_LOG"
}

# eventually COMMAND...: until it succeeds, for 3 s at most
eventually() {
  for _ in {1..150}; do
    if "$@"; then return 0; fi
    sleep 0.02
  done
  return 1
}

equal() {
  [ "$1" = "$2" ] || { printf 'expected: %q\nbut was:  %q\n' "$2" "$1" >&2; return 1; }
}

# Ended, be it not yet reaped by a process 1 that takes its time.
ended() {
  case $(sed -n 's/^State:\t//p' "/proc/$1/status" 2>/dev/null) in
    '' | Z*) return 0 ;;
    *) return 1 ;;
  esac
}
