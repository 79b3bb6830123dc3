# `helm test`: measures once, and ends as the test did. Its pod has the probes' image, where socat is what can talk to an API server.
# Variables: NAMESPACE, TIMEOUT (seconds), SPEC (of the NetPerfTest, as JSON).
set -euo pipefail
LC_ALL=C
account=/var/run/secrets/kubernetes.io/serviceaccount
tests=/apis/netperf.dev/v1alpha1/namespaces/$NAMESPACE/netperftests
name=
trap 'if [ -n "$name" ]; then request DELETE "$tests/$name" >/dev/null || true; fi' EXIT

main() {
  local test seen='' body
  body=$(jq -cn --argjson spec "$SPEC" '{apiVersion: "netperf.dev/v1alpha1", kind: "NetPerfTest", metadata: {generateName: "helm-test-"}, spec: $spec}')
  # rights and policies that were made a moment ago may not be in force yet
  until test=$(request POST "$tests" "$body" 2>&1); do
    if [ $SECONDS -ge 20 ]; then echo "$test" >&2; exit 1; fi
    sleep 2
  done
  name=$(jq -r .metadata.name <<<"$test")
  echo "NetPerfTest $NAMESPACE/$name: $SPEC"
  until [ "$(condition Finished .status)" = True ]; do
    if [ "$(condition Ready '.reason + ": " + .message')" != "$seen" ]; then
      seen=$(condition Ready '.reason + ": " + .message')
      echo "$seen"
    fi
    [ $SECONDS -lt "$TIMEOUT" ] || fail "not finished after $TIMEOUT s. ${seen:-The operator has not seen it: does it run, and is this one of its namespaces?}"
    sleep 1
    test=$(request GET "$tests/$name")
  done
  jq -r '.status.results[]? | "\(.path) \(.measurement): \(.mean) \(.unit)"' <<<"$test"
  [ "$(condition Ready .status)" = True ] || explain "$(condition Ready .reason)" "$(condition Ready .message)"
  echo "passed: $(condition Ready .message)"
}

condition() { # TYPE EXPRESSION: of the test as it was last seen
  jq -r --arg type "$1" "(.status.conditions // [])[] | select(.type == \$type) | $2" <<<"$test"
}

explain() { # REASON MESSAGE
  case $1 in
  PodSecurityDenied) fail "$1: $2 Namespace $NAMESPACE refuses host network. Let tests.namespace name one whose Pod Security level is privileged, or tests.spec.paths be [PodToPod]." ;;
  *) fail "$1: $2" ;;
  esac
}

fail() { echo "failed: $*" >&2; exit 1; }

request() { # METHOD PATH [BODY]: prints the answer
  local answer host=$KUBERNETES_SERVICE_HOST body=${3:-}
  if [[ $host = *:* ]]; then host="[$host]"; fi
  # stdin stays open until the server closes: it would take a half-closed connection for a client that is gone
  answer=$(printf '%s %s HTTP/1.0\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    "$1" "$2" "$(cat $account/token)" ${#body} "$body" |
    socat -T 30 STDIO,ignoreeof "OPENSSL:$host:$KUBERNETES_SERVICE_PORT,cafile=$account/ca.crt,commonname=kubernetes.default.svc") ||
    fail "no answer from the API server"
  [[ $answer = HTTP/1.?\ 2* ]] || fail "the API server refuses: $(jq -r .message <<<"${answer#*$'\r\n\r\n'}")"
  echo "${answer#*$'\r\n\r\n'}"
}

main
