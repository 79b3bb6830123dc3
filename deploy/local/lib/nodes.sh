# shellcheck shell=bash
# A node: its own root file system, host name and network, in which containerd, the kubelet and kube-proxy run.

node_root() { echo "$state/node-$1"; }

# Runs a command on node N, as `ssh` would.
on_node() {
  local n=$1
  shift
  nsenter --target "$(pid_of "node-$n")" --mount --uts --net "$@"
}

# The process that holds the namespaces. Without it (killed, say) the node has lost its mounts, so all else on it goes as well.
start_node() {
  alive "node-$1" || boot_node "$1"
  start_on_node "$1" containerd containerd --config /etc/node/containerd.toml
}

boot_node() {
  local root
  root=$(node_root "$1")
  kill_group "$group/daemons-$1"
  kill_group "$group/node-$1"
  mkdir -p "$root"/{etc/node,opt/cni,opt/kubernetes,var/lib,var/log}
  cp "$local_dir/lib/pod-link" "$root/opt/cni/"
  ln -sf /usr/lib/cni/* "$root/opt/cni/"
  containerd_config >"$root/etc/node/containerd.toml"
  if is_flannel; then rm -f "$(network_file "$1")"; else write_network_config "$1" "$(overlay_mtu)"; fi
  kubelet_config "$1" >"$root/etc/node/kubelet.yaml"
  proxy_config >"$root/etc/node/proxy.yaml"
  cp "$state/pki/ca.crt" "$root/etc/node/ca.crt"
  cp "$state/node-$1.kubeconfig" "$root/etc/node/kubelet.kubeconfig"
  cp "$state/proxy.kubeconfig" "$root/etc/node/"
  hosts >"$root/etc/hosts"
  echo "node-$1" >"$root/etc/hostname"
  : >"$root/etc/resolv.conf"
  rm -f "$root/booted"
  [ "$store" = disk ] || rm -f "$root"/loaded-*                  # images in memory have gone with the last process
  start "daemons-$1" "node-$1" unshare --mount --uts --propagation private nsenter --net="/run/netns/$name-$1" \
    "$local_dir/lib/node-root" "$root" "node-$1" "$tools" "$store"
  until_ok 10 test -e "$root/booted" || give_up "node-$1" "the file system of node $1 could not be made"
  if [ "$overlay" = udp ]; then start_udp_overlay "$1"; fi
}

start_on_node() { # N DAEMON COMMAND...
  local n=$1 daemon=$2
  shift 2
  start "daemons-$n" "$daemon-$n" nsenter --target "$(pid_of "node-$n")" --mount --uts --net "$@"
}

start_kubelet() {
  until_ok 20 containers "$1" --connect-timeout 1s version || give_up "containerd-$1" "containerd on node $1 is not ready"
  start_on_node "$1" kubelet /opt/kubernetes/kubelet --config=/etc/node/kubelet.yaml --kubeconfig=/etc/node/kubelet.kubeconfig \
    --hostname-override="node-$1" --node-ip="$(node_ip "$1"),$(node_ip6 "$1")" \
    --node-labels="$(instance_type "$1"),topology.kubernetes.io/region=local,topology.kubernetes.io/zone=zone-$1"
  start_on_node "$1" proxy /opt/kubernetes/kube-proxy --config=/etc/node/proxy.yaml --hostname-override="node-$1"
}

wait_for_nodes() {
  local n
  for n in $(all_nodes); do
    until_ok 60 node_is_ready "$n" || give_up "kubelet-$n" "node $n is not Ready after 60 s"
  done
}
node_is_ready() { # what the API says may be from before the kubelet was started again
  on_node "$1" bash -c '</dev/tcp/127.0.0.1/10248' &&
    [ "$(kubectl get node "node-$1" --output jsonpath='{.status.conditions[?(@.type=="Ready")].status}{.spec.taints}')" = True ]
}

containers() { # N ctr-arguments...
  local n=$1
  shift
  on_node "$n" ctr --namespace k8s.io "$@"
}

# Image archives on every node, or on those whose numbers are in LOAD_NODES. What a node was given last under the same name is not read again.
load_images() {
  local n file mark identity jobs=()
  for file in "$@"; do
    [ -s "$file" ] || die "there is no image archive $file."
    mark=loaded-$(names_in "$file" | sha256sum | cut -c1-16)
    identity=$(stat --printf '%n %d %i %Y %s' "$(realpath "$file")")
    for n in ${LOAD_NODES:-$(all_nodes)}; do
      [ "$(cat "$(node_root "$n")/$mark" 2>/dev/null)" != "$identity" ] || continue
      (containers "$n" images import - <"$file" >/dev/null && echo "$identity" >"$(node_root "$n")/$mark") &
      jobs+=($!)
    done
  done
  for n in "${jobs[@]}"; do wait "$n" || die "an image could not be loaded."; done
}
names_in() {
  tar --extract --to-stdout --file "$1" manifest.json 2>/dev/null | grep -o '"RepoTags": *\[[^]]*\]' || die "$1 is not an image archive (docker-archive)."
}

hosts() {
  local n
  echo "127.0.0.1 localhost"
  for n in $(all_nodes); do printf '%s node-%s\n' "$(node_ip "$n")" "$n" "$(node_ip6 "$n")" "$n"; done
}

containerd_config() {
  cat <<EOF
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
  disable_apparmor = true
  sandbox_image = "localhost/pause:3"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/opt/cni"
    conf_dir = "/etc/node"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
EOF
}

network_file() { echo "$(node_root "$1")/etc/node/10-pod-network.conflist"; }

write_network_config() { # N MTU: as a whole, for containerd may read it at any time
  network_config "$@" >"$(network_file "$1").unfinished"
  mv "$(network_file "$1")"{.unfinished,}
}

network_config() { # N MTU
  local ranges routes
  ranges="[{\"subnet\": \"$(pod_net "$1").0/24\"}]" routes='{"dst": "0.0.0.0/0"}'
  if pods_have_ipv6; then
    ranges+=", [{\"subnet\": \"$(pod_net6 "$1")::/64\"}]"
    routes+=', {"dst": "::/0"}'
  fi
  cat <<EOF
{"cniVersion": "0.4.0", "name": "pod-network", "plugins": [
  {"type": "pod-link", "ipMasq": false, "mtu": $2,
   "ipam": {"type": "host-local", "ranges": [$ranges], "routes": [$routes]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
EOF
}

kubelet_config() {
  cat <<EOF
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: /etc/node/ca.crt}}
authorization: {mode: Webhook}
address: $(node_ip "$1")
cgroupDriver: cgroupfs
cgroupRoot: /$group/node-$1
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
evictionHard: {imagefs.available: 0%, nodefs.available: 0%, nodefs.inodesFree: 0%, memory.available: 1Mi}
failCgroupV1: false
failSwapOn: false
imageGCHighThresholdPercent: 100
localStorageCapacityIsolation: true
oomScoreAdj: 0
resolvConf: ""
volumePluginDir: /var/lib/kubelet/volume-plugins
EOF
}

proxy_config() {
  cat <<EOF
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
clusterCIDR: 198.19.0.0/16,2001:2:0:200::/56
conntrack: {maxPerCore: 0}
clientConnection: {kubeconfig: /etc/node/proxy.kubeconfig}
EOF
}
