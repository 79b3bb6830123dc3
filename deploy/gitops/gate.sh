#!/bin/sh
# Waits until a NetPerfTest or a NetPerfSurvey has ended, and ends with its verdict: a step of a pipeline.
#
#   gate.sh [-n NAMESPACE] [-t TIME] [-r TEXT] [-i] NAME        NAME: of a NetPerfTest, or netperfsurvey/NAME
#
#   -n NAMESPACE   default: that of the kubeconfig
#   -t TIME        how long to wait: 90s, 30m, 2h; default: 30m
#   -r TEXT        becomes spec.rerun before: another text, such as a pipeline's number, measures anew
#   -i             what is inconclusive opens the gate
#
# Exit codes
#   0   passed: every threshold held, or there was none
#   1   not known: wrong usage, no access, no such test
#   2   a threshold was breached; of a survey: what it requires did not hold
#   3   inconclusive: the samples can't decide
#   4   the run failed
#   5   not ended in time: no operator runs, it is suspended, nodes are busy
#
# Needs kubectl, or what KUBECTL names, and the right to get, list and watch netperftests; with -r also to patch them.
set -eu

longest_wait=15                                  # seconds, of one kubectl wait: then it looks whether the test is still there
kubectl=${KUBECTL:-kubectl}
namespace='' limit=30m rerun='' open_if_inconclusive=''

main() {
  read_arguments "$@"
  end=$(($(date +%s) + $(seconds "$limit")))
  [ -z "$rerun" ] || change_rerun
  look || unknown "$state"
  until ended; do
    told
    left=$((end - $(date +%s)))
    [ $left -gt 0 ] || verdict 5 "not ended after $limit"
    wait_for_end $((left < longest_wait ? left : longest_wait))
    look || lost
  done
  judge
}

read_arguments() {
  while getopts n:t:r:ih option; do
    case $option in
    n) namespace=$OPTARG ;;
    t) limit=$OPTARG ;;
    r) rerun=$OPTARG; [ -n "$rerun" ] || unknown "-r is empty: nothing would be measured anew" ;;
    i) open_if_inconclusive=yes ;;
    h) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p;}' "$0"; exit 0 ;;
    *) unknown "see: gate.sh -h" ;;
    esac
  done
  shift $((OPTIND - 1))
  [ $# = 1 ] || unknown "wants one NAME, see: gate.sh -h"
  case $1 in
  */*) resource=$1 ;;
  *) resource=netperftest/$1 ;;
  esac
  case $resource in
  netperftest/?* | netperftests/?* | npt/?* | netperfsurvey/?* | netperfsurveys/?* | nps/?*) ;;
  *) unknown "'$1' is neither a NetPerfTest's name nor netperfsurvey/NAME" ;;
  esac
  seconds "$limit" >/dev/null || unknown "-t is '$limit', but must be a number with s, m or h, such as 30m"
  case $rerun in
  *[!A-Za-z0-9._:-]*) unknown "-r is '$rerun', but may have letters, digits, '.', '_', ':' and '-' only" ;;
  esac
}

seconds() { # DURATION
  case ${1%?} in
  '' | *[!0-9]* | 0?*) return 1 ;;
  esac
  case $1 in
  *s) echo "${1%s}" ;;
  *m) echo $((${1%m} * 60)) ;;
  *h) echo $((${1%h} * 3600)) ;;
  *) return 1 ;;
  esac
}

ask() { # COMMAND...: kubectl in the namespace
  # shellcheck disable=SC2086
  $kubectl ${namespace:+"--namespace=$namespace"} "$@"
}

change_rerun() {
  answer=$(ask patch "$resource" --type=merge --patch "{\"spec\":{\"rerun\":\"$rerun\"}}" 2>&1) || unknown "$answer"
}

# Into state, line by line, each with a mark: kubectl may have warnings beside. A status of an earlier generation speaks of what the spec was then.
look() {
  state=$(ask get "$resource" --output jsonpath='={.metadata.generation}{"\n"}={.status.observedGeneration}
={.status.conditions[?(@.type=="Finished")].status}{"\n"}={.status.conditions[?(@.type=="Passed")].status}
={.status.conditions[?(@.type=="Ready")].reason}{"\n"}={.status.conditions[?(@.type=="Ready")].message}' 2>&1) || return 1
  {
    read -r generation
    read -r seen
    read -r finished
    read -r passed
    read -r reason
    read -r message
  } <<END
$(printf '%s\n' "$state" | sed -n 's/^=//p')
END
}

ended() { [ "$generation" = "$seen" ] && [ "$finished" = True ]; }

wait_for_end() { # SECONDS: it may also break off
  ask wait --for=condition=Finished "--timeout=$1s" "$resource" >/dev/null 2>&1 || [ "$(date +%s)" -ge "$end" ] || sleep 1
}

lost() { # the API server may be away for a while, the test may not
  case $state in
  *NotFound*) unknown "$state" ;;
  esac
  [ "$(date +%s)" -lt "$end" ] || unknown "$state"
}

told() {
  news="$reason: $message"
  [ "$news" = "${said:-}" ] || echo "gate.sh: $resource: $news" >&2
  said=$news
}

judge() {
  case $passed-$reason in
  True-*) verdict 0 passed ;;
  False-*) verdict 2 breached ;;
  *-Inconclusive) [ -z "$open_if_inconclusive" ] && verdict 3 inconclusive; verdict 0 inconclusive ;;
  *) verdict 4 failed ;;
  esac
}

verdict() { # CODE WORD
  echo "$2: $reason: $message"
  exit "$1"
}

unknown() {
  echo "gate.sh: $*" >&2
  exit 1
}

main "$@"
