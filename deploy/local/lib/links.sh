# shellcheck shell=bash
# The cables: their rates, in both directions, and whether they are plugged in. Each node has rates of its own, in link-N and downlink-N.

# Shapes what a node sends; the node's instance type names the rate. The bucket holds what passes in 4 ms: it counts into a measurement
# of 5 s by 0.08% only, and is large enough for the timers of a busy or virtual machine (with 2 ms, 1.1% were lost on one).
limit_link() { # BITS RATE N
  shape "$name-$3" eth0 "$1" latency 50ms
  echo "${2,,}" >"$state/link-$3"
}

# Shapes what the switch sends to a node. What its queue can't hold is dropped: the queue takes less than a socket's usual send buffer
# (208 KiB of memory, some 90 packets), or else a sender would wait for it, as for its own link, and lose nothing. From 120 Mbit/s on the bucket lets packets
# of 64 KiB pass as they are, before a card would cut them up, and the queue must hold one of them.
limit_downlink() { # BITS RATE N
  local bits=$1
  shape "$switch" "node$3" "$bits" limit $((bits < 120000000 ? 60000 : 100000))
  echo "${2,,}" >"$state/downlink-$3"
}

# Nothing is changed unless all of it can be.
limit() { # link|downlink RATE|none [N...]: all nodes without N
  local what=$1 rate=$2 bits n
  shift 2
  bits=$(bits_of "$what" "$rate")
  for n in "$@"; do require_node "$n"; done
  for n in $(chosen "$@"); do "limit_$what" "$bits" "$rate" "$n"; done
}
chosen() { if [ $# -gt 0 ]; then printf '%s\n' "$@"; else all_nodes; fi; }

# A variable that is set is for all nodes; without it each keeps what it has.
limit_links_after_up() {
  local n
  for n in $(all_nodes); do
    if [ -n "${CLUSTER_LINK:-}" ] || [ ! -s "$state/link-$n" ]; then limit link "${CLUSTER_LINK:-1gbit}" "$n"; fi
  done
}

shape() { # NAMESPACE DEVICE BITS QUEUE...: without bits, not at all
  if [ -z "$3" ]; then
    tc -n "$1" qdisc del dev "$2" root 2>/dev/null || true
  else
    tc -n "$1" qdisc replace dev "$2" root tbf rate "$3bit" burst $(($3 / 8 / 250 > 4000 ? $3 / 8 / 250 : 4000)) "${@:4}"
  fi
}

bits_of() { # link|downlink RATE|none: of none, nothing
  local kbit=0
  [ "$2" != none ] || return 0
  [[ ! ${2,,} =~ ^([1-9][0-9]{0,5})([kmg])bit$ ]] || case ${BASH_REMATCH[2]} in
  k) kbit=${BASH_REMATCH[1]} ;;
  m) kbit=${BASH_REMATCH[1]}000 ;;
  g) kbit=${BASH_REMATCH[1]}000000 ;;
  esac
  if [ "$kbit" -le 0 ] || [ "$kbit" -gt 1000000000 ]; then
    misuse "$1 rate '$2' is not understood: write a whole number with kbit, mbit or gbit, such as 100mbit, at most 1000gbit, or none."
  fi
  echo "${kbit}000"
}

downlink() { cat "$state/downlink-$1" 2>/dev/null || echo none; }
rates() { # link|downlink: RATE, or N:RATE of each node where they differ
  local n
  if [ "$(for n in $(all_nodes); do "$1" "$n"; done | sort -u | wc -l)" = 1 ]; then "$1" 1; else
    for n in $(all_nodes); do echo "$n:$("$1" "$n")"; done | paste --serial --delimiters ' '
  fi
}

instance_type() { echo "node.kubernetes.io/instance-type=link-$(link "$1")"; }
label_nodes() { # [N...]: those that the API server knows, with one request for each rate
  local n type
  local -A nodes_of=()
  for n in $(chosen "$@"); do
    type=$(instance_type "$n")
    nodes_of[$type]+=${nodes_of[$type]:+,}node-$n
  done
  for type in "${!nodes_of[@]}"; do
    kubectl label nodes --selector "kubernetes.io/hostname in (${nodes_of[$type]})" --overwrite "$type" >/dev/null
  done
}

plug_cables() {
  local n
  for n in $(all_nodes); do plug_cable "$n"; done
}
plug_cable() { ip -n "$switch" link set "node$1" up; }
cut_cable()  { ip -n "$switch" link set "node$1" down; }
