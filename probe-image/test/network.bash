# shellcheck shell=bash
# Two network namespaces with a wire between them, for the tests of the tools. Load it after lib.
# shellcheck disable=SC2034
SERVER_IP=198.18.240.2 SERVER_IP6=2001:2:0:240::2

setup_file() {
  export CLIENT=probe-c-$$ SERVER=probe-s-$$
  ip netns add "$CLIENT"
  ip netns add "$SERVER"
  ip link add eth0 netns "$CLIENT" type veth peer name eth0 netns "$SERVER"
  for end in "$CLIENT 198.18.240.1 2001:2:0:240::1" "$SERVER $SERVER_IP $SERVER_IP6"; do
    # shellcheck disable=SC2086
    set -- $end
    ip -n "$1" link set lo up
    ip -n "$1" link set eth0 up
    ip -n "$1" addr add "$2/24" dev eth0
    ip -n "$1" addr add "$3/64" dev eth0 nodad
  done
  export PROBE_UID=5c4c4b0e-7b0c-4a4e-9d1f-0c5d8d3a2f11
  export PROBE_SERVER_UID=$PROBE_UID PROBE_TARGET=$SERVER_IP PROBE_TARGET_PORTS=19765,19766 PROBE_REPORT_PORT=19764
}

teardown_file() {
  ip netns del "$CLIENT"
  ip netns del "$SERVER"
}

# Who gives account, and no tool.
serve_nothing() {
  export PROBE_ADDRESSES=$SERVER_IP
  start ip netns exec "$SERVER" env PROBE_TERMINATION_LOG="$BATS_TEST_TMPDIR/server-log" "$PROBE" server 19764 -- \
    "$LIB/serve" 19764 4 19765 19765 sleep 60
  server=$pid
  ip netns exec "$SERVER" "$PROBE" listening 19764 9
}

on_client() {
  ip netns exec "$CLIENT" "$@"
}

# serve PORTS COMMAND...: the command, and beside it who gives account, under the entry script, until they listen. $MEASURED are the
# ports that count, of PORTS unless said otherwise; $FAMILY is 4 unless said otherwise.
serve() {
  export PROBE_ADDRESSES=$SERVER_IP,$SERVER_IP6
  start ip netns exec "$SERVER" env PROBE_TERMINATION_LOG="$BATS_TEST_TMPDIR/server-log" "$PROBE" server "$1,19764" -- \
    "$LIB/serve" 19764 "${FAMILY:-4}" "$1,${MEASURED:-$1}" "${MEASURED:-$1}" "${@:2}"
  server=$pid
  ip netns exec "$SERVER" "$PROBE" listening "$1,19764" 9
}

# measure COMMAND...: the command under the entry script; sets $status, and prints its last words for a test that fails
measure() {
  status=0
  timeout 60 ip netns exec "$CLIENT" "$PROBE" client 40 -- "$@" >"$OUT" 2>"$ERR" </dev/null 3>&- || status=$?
  tail -n 5 "$OUT" "$ERR"
}

stop_server() {
  kill -TERM "$server"
  pid=$server
  finish
}
