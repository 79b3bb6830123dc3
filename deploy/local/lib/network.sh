# shellcheck shell=bash
# Network namespaces: NAME-0 holds the switch (a bridge) and the control plane, NAME-1 and on are nodes with a cable (a veth pair) each.
# The machine itself has one link, np-NAME, and its firewall and settings have no say in what nodes tell each other.
# Addresses are from 198.18.0.0/15, set aside for benchmarks by RFC 2544, so they clash with no real network.

uplink=np-$name
switch=$name-0
gateway=198.18.$index.254 machine_ip=198.18.$index.253 service_net=198.18.$((128 + index))
api=https://$gateway:6443

node_ip()      { echo "198.18.$index.$1"; }
pod_net()      { echo "198.19.$((16 * index + $1))"; }
overlay_mac()  { printf '02:00:00:00:00:%02x' "$1"; }
in_network()   { local namespace=$1; shift; nsenter --net="/run/netns/$namespace" "$@"; }
namespaces()   { find /run/netns -mindepth 1 -maxdepth 1 -regex "/run/netns/$name-[0-9]+" -printf '%f\n' 2>/dev/null || true; }

require_free_addresses() {
  local other
  other=$(ip -4 -o addr show | awk -v net="198.18.$index." -v own="$uplink" 'index($4, net) == 1 && $2 !~ "^" own "(@|$)" {print $2; exit}')
  [ -z "$other" ] || die "addresses 198.18.$index.0/24 are in use by ${other/#np-/cluster }: set CLUSTER_INDEX to another number (0 to $most_index)."
}

make_network() {
  local n
  make_switch
  for n in $(all_nodes); do make_node_network "$n"; done
}

make_namespace() {
  ip netns add "$1"
  ip -n "$1" link set lo up
  # shellcheck disable=SC2016
  in_network "$1" sh -c 'cd /proc/sys/net/ipv4
    echo 1 >ip_forward; for f in all default; do echo 0 >conf/$f/rp_filter; done
    [ ! -e ../bridge/bridge-nf-call-iptables ] || echo 0 >../bridge/bridge-nf-call-iptables'
}

make_switch() {
  local n
  make_namespace "$switch"
  ip -n "$switch" link add switch type bridge
  ip -n "$switch" addr add "$gateway/24" dev switch
  ip -n "$switch" link set switch up
  ip link add "$uplink" type veth peer name machine netns "$switch"
  ip -n "$switch" link set machine master switch up
  ip addr add "$machine_ip/24" dev "$uplink"
  ip link set "$uplink" up
  for n in $(all_nodes); do                    # the control plane and the machine reach pods
    ip -n "$switch" route add "$(pod_net "$n").0/24" via "$(node_ip "$n")"
    ip route replace "$(pod_net "$n").0/24" via "$(node_ip "$n")" dev "$uplink"
  done
}

make_node_network() {
  local node=$name-$1
  make_namespace "$node"
  ip -n "$switch" link add "node$1" type veth peer name eth0 netns "$node"
  ip -n "$switch" link set "node$1" master switch up
  ip -n "$node" addr add "$(node_ip "$1")/24" dev eth0
  ip -n "$node" link set eth0 up
  ip -n "$node" route add default via "$gateway"
  if [ "$overlay" = vxlan ]; then make_vxlan "$1"; fi
}

make_vxlan() {
  local node=$name-$1 other
  ip -n "$node" link add overlay type vxlan id 1 local "$(node_ip "$1")" dstport 8472 nolearning dev eth0
  ip -n "$node" link set overlay address "$(overlay_mac "$1")"
  ip -n "$node" addr add "$(pod_net "$1").0/32" dev overlay
  ip -n "$node" link set overlay up
  for other in $(all_nodes); do
    [ "$other" != "$1" ] || continue
    ip -n "$node" neigh add "$(pod_net "$other").0" lladdr "$(overlay_mac "$other")" dev overlay
    bridge -n "$node" fdb append "$(overlay_mac "$other")" dev overlay dst "$(node_ip "$other")"
    ip -n "$node" route add "$(pod_net "$other").0/24" via "$(pod_net "$other").0" dev overlay onlink
  done
}

# An overlay in user space, as Flannel and Weave had in 2015: for every pair of nodes a process on each copies packets between a TUN
# device and a UDP socket. On a busy machine it waits for a CPU longer than a socket's usual buffer lasts, so that has 4 MiB, which takes
# SO_RCVBUFFORCE (33 of level 1), and it is served before others.
start_udp_overlay() {
  local node=$name-$1 other
  for other in $(all_nodes); do
    [ "$other" != "$1" ] || continue
    ! alive "overlay-$1-$other" || continue
    start "daemons-$1" "overlay-$1-$other" nsenter --net="/run/netns/$node" nice --adjustment=-10 \
      socat "UDP4-DATAGRAM:$(node_ip "$other"):$((8285 + $1)),bind=$(node_ip "$1"):$((8285 + other)),setsockopt-int=1:33:4194304" \
      "TUN:$(pod_net "$1").0/32,tun-name=overlay$other,iff-no-pi,iff-up"
    until_ok 5 ip -n "$node" link show "overlay$other" || die "the overlay's TUN device does not come up: see $state/log/overlay-$1-$other.log"
    ip -n "$node" link set "overlay$other" mtu "$(overlay_mtu)"
    until_ok 5 ip -n "$node" route replace "$(pod_net "$other").0/24" dev "overlay$other" src "$(pod_net "$1").0" ||
      die "no route into the overlay from node $1 to node $other."
  done
}

overlay_mtu() { case $overlay in vxlan) echo 1450 ;; udp) echo 1472 ;; esac; }

# Shapes what a node sends. The bucket holds what passes in 2 ms: it counts into a measurement of 5 s by 0.04% only, and is large
# enough for the timers of a busy machine.
limit_links() { # RATE|none
  local n bits
  bits=$(bits_of "$1")
  for n in $(all_nodes); do
    if [ "$1" = none ]; then
      tc -n "$name-$n" qdisc del dev eth0 root 2>/dev/null || true
    else
      tc -n "$name-$n" qdisc replace dev eth0 root tbf rate "${bits}bit" burst $((bits / 8 / 500 > 4000 ? bits / 8 / 500 : 4000)) latency 50ms
    fi
  done
  echo "$1" >"$state/link"
}
bits_of() {
  [[ ${1,,} =~ ^([1-9][0-9]{0,5})([kmg])bit$ ]] || [ "$1" = none ] ||
    misuse "link rate '$1' is not understood: write a whole number with kbit, mbit or gbit, such as 100mbit, or none."
  case ${BASH_REMATCH[2]:-} in
  k) echo $((BASH_REMATCH[1] * 1000)) ;;
  m) echo $((BASH_REMATCH[1] * 1000000)) ;;
  g) echo $((BASH_REMATCH[1] * 1000000000)) ;;
  esac
}

plug_cables() {
  local n
  for n in $(all_nodes); do plug_cable "$n"; done
}
plug_cable() { ip -n "$switch" link set "node$1" up; }
cut_cable()  { ip -n "$switch" link set "node$1" down; }

remove_network() {
  local namespace
  ip link del "$uplink" 2>/dev/null || true
  for namespace in $(namespaces); do ip netns del "$namespace"; done
  # `ip netns add` has made a mount of this folder
  if [ -d /run/netns ] && [ -z "$(ls -A /run/netns)" ]; then
    while umount /run/netns 2>/dev/null; do :; done
    rmdir /run/netns 2>/dev/null || true
  fi
}
