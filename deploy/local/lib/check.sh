# shellcheck shell=bash
# Checks, in TAP.

count=0 failed=0
work=$(mktemp -d)

check() { # DESCRIPTION COMMAND...: what after_check names is done after each
  local description=$1 status=0
  shift
  count=$((count + 1))
  set +e                         # not as a condition, where a function would go on after an error
  (set -e; trap '${after_check:-:}' EXIT; "$@") >"$work/output" 2>&1
  status=$?
  set -e
  if [ $status = 0 ]; then
    echo "ok $count - $description"
  else
    failed=$((failed + 1))
    echo "not ok $count - $description"
    sed 's/^/# /' "$work/output"
  fi
}

summary() {
  echo "1..$count"
  [ $failed = 0 ] || die "$failed of $count tests failed."
}

refused() { if "$@" 2>&1; then echo "not refused: $*"; return 1; fi; }
nowhere() { if grep "$@"; then return 1; fi; } # what grep would find
