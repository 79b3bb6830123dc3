# shellcheck shell=bash
# Network namespaces: NAME-0 holds the switch (a bridge) and the control plane, NAME-1 and on are nodes with a cable (a veth pair) each.
# The machine itself has one link, np-NAME, and its firewall and settings have no say in what nodes tell each other.
# Addresses are from 198.18.0.0/15 and 2001:2::/48, set aside for benchmarks by RFC 2544 and RFC 5180, so they clash with no real network.

uplink=np-$name
switch=$name-0
gateway=198.18.$index.254 machine_ip=198.18.$index.253 service_net=198.18.$((128 + index))
node_net6=$(printf 2001:2:0:10%x "$index") service_net6=$(printf 2001:2:0:30%x "$index")
gateway6=$node_net6::254 machine_ip6=$node_net6::253
api=https://$gateway:6443

node_ip()      { echo "198.18.$index.$1"; }
node_ip6()     { echo "$node_net6::$1"; }
pod_net()      { echo "198.19.$((16 * index + $1))"; }
pod_net6()     { printf '2001:2:0:2%x%x\n' "$index" "$1"; }
overlay_mac()  { printf '02:00:00:00:00:%02x' "$1"; }
in_network()   { local namespace=$1; shift; nsenter --net="/run/netns/$namespace" "$@"; }
namespaces()   { find /run/netns -mindepth 1 -maxdepth 1 -regex "/run/netns/$name-[0-9]+" -printf '%f\n' 2>/dev/null || true; }

require_ipv6() {
  [ -e /proc/net/if_inet6 ] || die "needs IPv6, which this kernel lacks or has switched off (ipv6.disable=1): nodes have addresses of both families."
}

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
  in_network "$1" sh -c 'cd /proc/sys/net
    echo 1 >ipv4/ip_forward
    for f in all default; do
      echo 0 >ipv4/conf/$f/rp_filter; echo 0 >ipv6/conf/$f/disable_ipv6; echo 0 >ipv6/conf/$f/accept_dad; echo 1 >ipv6/conf/$f/forwarding
    done
    for f in bridge/bridge-nf-call-ip*tables; do [ ! -e $f ] || echo 0 >$f; done'
}

make_switch() {
  local n
  make_namespace "$switch"
  ip -n "$switch" link add switch type bridge mcast_snooping 0
  ip -n "$switch" addr add "$gateway/24" dev switch
  ip -n "$switch" addr add "$gateway6/64" dev switch
  ip -n "$switch" link set switch up
  plug_in_machine
  for n in $(all_nodes); do                    # the control plane and the machine reach pods
    ip -n "$switch" route add "$(pod_net "$n").0/24" via "$(node_ip "$n")"
    ip -n "$switch" route add "$(pod_net6 "$n")::/64" via "$(node_ip6 "$n")"
    ip route replace "$(pod_net "$n").0/24" via "$(node_ip "$n")" dev "$uplink"
    ip route replace "$(pod_net6 "$n")::/64" via "$(node_ip6 "$n")" dev "$uplink"
  done
}

plug_in_machine() {
  ip link add "$uplink" type veth peer name machine netns "$switch"
  ip -n "$switch" link set machine master switch up
  echo 0 >"/proc/sys/net/ipv6/conf/$uplink/disable_ipv6"
  ip addr add "$machine_ip/24" dev "$uplink"
  ip addr add "$machine_ip6/64" dev "$uplink" nodad
  ip link set "$uplink" up
}

make_node_network() {
  local node=$name-$1
  make_namespace "$node"
  ip -n "$switch" link add "node$1" type veth peer name eth0 netns "$node"
  ip -n "$switch" link set "node$1" master switch up
  ip -n "$node" addr add "$(node_ip "$1")/24" dev eth0
  ip -n "$node" addr add "$(node_ip6 "$1")/64" dev eth0
  ip -n "$node" link set eth0 up
  ip -n "$node" route add default via "$gateway"
  ip -n "$node" route add default via "$gateway6"
  # Else what the overlay has no route for would come to the pods by way of the switch, and be measured as the overlay's.
  ip -n "$node" route add unreachable "$(pod_net 0).0/20" metric 4096
  ip -n "$node" route add unreachable "$(pod_net6 0)::/60" metric 4096
  if [ "$overlay" = vxlan ]; then make_vxlan "$1"; fi
}

# Pods of both families travel in packets between the nodes' IPv4 addresses.
make_vxlan() {
  local node=$name-$1 other
  ip -n "$node" link add overlay type vxlan id 1 local "$(node_ip "$1")" dstport 8472 nolearning dev eth0
  ip -n "$node" link set overlay address "$(overlay_mac "$1")"
  ip -n "$node" addr add "$(pod_net "$1").0/32" dev overlay
  ip -n "$node" addr add "$(pod_net6 "$1")::/128" dev overlay
  ip -n "$node" link set overlay up
  for other in $(all_nodes); do
    [ "$other" != "$1" ] || continue
    bridge -n "$node" fdb append "$(overlay_mac "$other")" dev overlay dst "$(node_ip "$other")"
    route_into_vxlan "$node" "$(pod_net "$other").0" 24 "$(overlay_mac "$other")"
    route_into_vxlan "$node" "$(pod_net6 "$other")::" 64 "$(overlay_mac "$other")"
  done
}
route_into_vxlan() { # NODE NETWORK LENGTH MAC
  ip -n "$1" neigh add "$2" lladdr "$4" dev overlay
  ip -n "$1" route add "$2/$3" via "$2" dev overlay onlink
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
    ip -n "$node" addr replace "$(pod_net6 "$1")::/128" dev "overlay$other"
    until_ok 5 route_into_tun "$1" "$other" || die "no route into the overlay from node $1 to node $other."
  done
}
route_into_tun() { # N OTHER
  ip -n "$name-$1" route replace "$(pod_net "$2").0/24" dev "overlay$2" src "$(pod_net "$1").0" &&
    ip -n "$name-$1" route replace "$(pod_net6 "$2")::/64" dev "overlay$2" src "$(pod_net6 "$1")::"
}

pods_have_ipv6() { [ "$overlay" != flannel-udp ]; }
overlay_mtu() { case $overlay in vxlan) echo 1450 ;; udp) echo 1472 ;; esac; }

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
