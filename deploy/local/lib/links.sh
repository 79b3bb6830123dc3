# shellcheck shell=bash
# The cables: their rates, in both directions, and whether they are plugged in.

# Shapes what a node sends; the nodes' instance type names the rate. The bucket holds what passes in 4 ms: it counts into a measurement
# of 5 s by 0.08% only, and is large enough for the timers of a busy or virtual machine (with 2 ms, 1.1% were lost on one).
limit_links() { # RATE|none
  local n bits
  bits=$(bits_of link "$1")
  for n in $(all_nodes); do shape "$name-$n" eth0 "$bits" latency 50ms; done
  echo "${1,,}" >"$state/link"
}

# Shapes what the switch sends to each node. What its queue can't hold is dropped: the queue takes less than a socket's usual send buffer
# (208 KiB of memory, some 90 packets), or else a sender would wait for it, as for its own link, and lose nothing. From 120 Mbit/s on the bucket lets packets
# of 64 KiB pass as they are, before a card would cut them up, and the queue must hold one of them.
limit_downlinks() { # RATE|none
  local n bits
  bits=$(bits_of downlink "$1")
  for n in $(all_nodes); do shape "$switch" "node$n" "$bits" limit $((bits < 120000000 ? 60000 : 100000)); done
  echo "${1,,}" >"$state/downlink"
}

shape() { # NAMESPACE DEVICE BITS QUEUE...: without bits, not at all
  if [ -z "$3" ]; then
    tc -n "$1" qdisc del dev "$2" root 2>/dev/null || true
  else
    tc -n "$1" qdisc replace dev "$2" root tbf rate "$3bit" burst $(($3 / 8 / 250 > 4000 ? $3 / 8 / 250 : 4000)) "${@:4}"
  fi
}

bits_of() { # link|downlink RATE|none: of none, nothing
  [[ ${2,,} =~ ^([1-9][0-9]{0,5})([kmg])bit$ ]] || [ "$2" = none ] ||
    misuse "$1 rate '$2' is not understood: write a whole number with kbit, mbit or gbit, such as 100mbit, or none."
  case ${BASH_REMATCH[2]:-} in
  k) echo $((BASH_REMATCH[1] * 1000)) ;;
  m) echo $((BASH_REMATCH[1] * 1000000)) ;;
  g) echo $((BASH_REMATCH[1] * 1000000000)) ;;
  esac
}

link()     { cat "$state/link"; }
downlink() { cat "$state/downlink" 2>/dev/null || echo none; }

instance_type() { echo "node.kubernetes.io/instance-type=link-$(link)"; }
label_nodes()   { kubectl label nodes --all --overwrite "$(instance_type)" >/dev/null; }

plug_cables() {
  local n
  for n in $(all_nodes); do plug_cable "$n"; done
}
plug_cable() { ip -n "$switch" link set "node$1" up; }
cut_cable()  { ip -n "$switch" link set "node$1" down; }
