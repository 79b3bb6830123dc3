# shellcheck shell=bash
# The overlays flannel-vxlan and flannel-udp: the real Flannel, one flanneld a node, as its DaemonSet would run it. It takes a node's pod
# network from the Node object, tells the others by annotations there, and writes down how large packets may be; then pods may begin.

flannel_version=$(module_version flannel github.com/flannel-io/flannel)
flannel_folder=$(module_folder flannel "$flannel_version")

# Its backend for UDP is a piece of C that it has for x86_64 only.
require_flannel() {
  is_flannel || return 0
  [ "$overlay" != flannel-udp ] || [ "$(uname -m)" = x86_64 ] || die "CLUSTER_OVERLAY=flannel-udp needs x86_64: Flannel has it for no other machine."
  [ -d "$flannel_folder" ] || require_compiler
  require_module flannel "Flannel $flannel_version" "$flannel_folder" CGO_ENABLED=1
}
require_compiler() {
  require_commands gcc:gcc
  [ -e /usr/include/stdio.h ] || apt_install libc6-dev
}

start_flannel() {
  local n
  is_flannel || return 0
  flannel_config >"$state/flannel.json"
  all_alive || flannel_rights | kubectl apply --filename - >/dev/null
  for n in $(all_nodes); do start_flanneld "$n"; done
  for n in $(all_nodes); do let_pods_begin "$n"; done
}
all_alive() {
  local n
  for n in $(all_nodes); do alive "flannel-$n" || return 1; done
}

# It lies not in a node's /etc/node, where containerd takes every .json for a pod network. Without nftables Flannel would write iptables
# rules beside those of kube-proxy, and ask for br_netfilter.
flannel_config() {
  local backend=${overlay#flannel-} ipv6=
  ! pods_have_ipv6 || ipv6=", \"EnableIPv6\": true, \"IPv6Network\": \"$(pod_net6 0)::/60\""
  echo "{\"Network\": \"$(pod_net 0).0/20\"$ipv6, \"EnableNFTables\": true, \"Backend\": {\"Type\": \"$backend\"}}"
}

flannel_rights() {
  cat <<EOF
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: flannel}
rules:
- {apiGroups: [""], resources: [nodes], verbs: [get, list, watch]}
- {apiGroups: [""], resources: [nodes/status], verbs: [patch]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: flannel}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: flannel}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: flannel}]
EOF
}

start_flanneld() { # N: a Node that was made anew has no pod network, and nothing of what flanneld wrote there at its start
  until_ok 20 kubectl get node "node-$1" || give_up "kubelet-$1" "node $1 does not register"
  has_pod_net "$1" || { stop "flannel-$1"; give_pod_net "$1"; }
  ! alive "flannel-$1" || return 0
  rm -f "$state/flannel-$1.env"
  start "daemons-$1" "flannel-$1" nsenter --net="/run/netns/$name-$1" env NODE_NAME="node-$1" "$flannel_folder/bin/flannel" \
    --kube-subnet-mgr --kubeconfig-file="$state/flannel.kubeconfig" --net-config-path="$state/flannel.json" \
    --subnet-file="$state/flannel-$1.env" --iface=eth0
}

has_pod_net()  { [ -n "$(kubectl get node "node-$1" --output jsonpath='{.spec.podCIDR}')" ]; }
give_pod_net() { # N: once and for all, says Kubernetes
  local nets
  nets="\"$(pod_net "$1").0/24\""
  ! pods_have_ipv6 || nets+=", \"$(pod_net6 "$1")::/64\""
  kubectl patch node "node-$1" --patch "{\"spec\": {\"podCIDR\": \"$(pod_net "$1").0/24\", \"podCIDRs\": [$nets]}}" >/dev/null
}

# With the lab's own plugin, as Flannel's isn't to be had as a Go module. The node is Ready from then on.
let_pods_begin() { # N
  until_ok 20 test -s "$state/flannel-$1.env" || give_up "flannel-$1" "flanneld on node $1 does not come up"
  [ -e "$(network_file "$1")" ] || write_network_config "$1" "$(sed -n 's/^FLANNEL_MTU=//p' "$state/flannel-$1.env")"
}
