# shellcheck shell=bash
# Paths, messages and the settings of one cluster. Sourced by every script here.

PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
local_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
repository=$(cd "$local_dir/../.." && pwd)
cache=${XDG_CACHE_HOME:-${HOME:-~}/.cache}/netperf-operator
clusters=/var/lib/netperf-operator/clusters
most_nodes=15 most_index=15

info()   { echo "${0##*/}: $*" >&2; }
die()    { echo "${0##*/}: $*" >&2; exit 1; }
misuse() { echo "${0##*/}: $*" >&2; exit 2; }

# Runs a command every fifth of a second until it succeeds: until_ok SECONDS COMMAND...
until_ok() {
  local tries=$(($1 * 5))
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep .2
  done
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; } # PORT of 127.0.0.1

close_files() { # all but stdin, stdout, stderr and bash's own
  local descriptor
  for descriptor in "/proc/$BASHPID/fd"/*; do
    descriptor=${descriptor##*/}
    if [ "$descriptor" -gt 2 ] && [ "$descriptor" != 255 ]; then eval "exec $descriptor>&-"; fi
  done
}

# With the caller's open files it may get numbers of two digits for its own, which it hands to dash, which knows none.
mmdebstrap() { (close_files; exec unshare --mount --propagation private mmdebstrap "$@"); }

require_linux_root() {
  [ "$(uname -s)" = Linux ] || die "needs Linux: nodes are made of Linux namespaces."
  [ "$(id -u)" = 0 ] || die "needs root, to make network namespaces and cgroups: run it with sudo."
}

# This machine's, as Go and images name it.
go_architecture() { case $(uname -m) in x86_64) echo amd64 ;; aarch64) echo arm64 ;; *) uname -m ;; esac; }

# Mounts can be kept apart from others' only from a mount on, and where somebody just called chroot, / is none.
require_mount_point() {
  awk '$5 == "/" {found = 1} END {exit !found}' /proc/self/mountinfo 2>/dev/null ||
    die "needs / to be a mount point: outside of this chroot, call 'mount --bind FOLDER FOLDER' for its folder, then enter it again."
}

whole_number() { [[ $1 =~ ^(0|[1-9][0-9]{0,4})$ ]] && [ "$1" -ge "$2" ] && [ "$1" -le "$3" ]; }

# What a variable says wins, then what the cluster was started with, then the default.
read_settings() {
  name=${CLUSTER:-npt}
  [[ $name =~ ^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$ ]] ||
    misuse "CLUSTER is '$name', but must be 1 to 8 lower-case letters, digits and dashes, beginning with a letter."
  state=$clusters/$name
  local saved_index=0 saved_nodes=2 saved_overlay=vxlan
  # shellcheck disable=SC1091
  [ ! -s "$state/settings" ] || . "$state/settings"
  index=${CLUSTER_INDEX:-$saved_index} nodes=${NODES:-$saved_nodes} overlay=${CLUSTER_OVERLAY:-$saved_overlay}
  whole_number "$index" 0 $most_index || misuse "CLUSTER_INDEX is '$index', but must be a number from 0 to $most_index."
  whole_number "$nodes" 1 $most_nodes || misuse "NODES is '$nodes', but must be a number from 1 to $most_nodes."
  case $overlay in
  vxlan | udp | flannel-vxlan | flannel-udp) ;;
  *) misuse "CLUSTER_OVERLAY is '$overlay', but must be vxlan, udp, flannel-vxlan or flannel-udp." ;;
  esac
  store=${CLUSTER_STORE:-disk}
  case $store in
  disk | memory) ;;
  *) misuse "CLUSTER_STORE is '$store', but must be disk or memory." ;;
  esac
}

settings() {
  cat <<EOF
saved_index=$index
saved_nodes=$nodes
saved_overlay=$overlay
saved_tools=$tools
saved_boot=$(cat /proc/sys/kernel/random/boot_id)
EOF
  ! is_flannel || echo "saved_flannel=$flannel_folder"
}

is_flannel() { [[ $overlay = flannel-* ]]; }
all_nodes()  { seq "$nodes"; }
kubeconfig() { echo "$state/admin.kubeconfig"; }
link()       { cat "$state/link-$1"; } # N: the rate of what node N may send

require_node() {
  whole_number "${1:-}" 1 "$nodes" || misuse "there is no node '${1:-}': cluster $name has nodes 1 to $nodes."
}

# One command at a time changes a cluster. `down` removes the file, hence the look whether it is still the one that was locked.
take_lock() {
  lock=/run/lock/netperf-$name.lock
  mkdir -p /run/lock
  while :; do
    exec 9>"$lock"
    flock 9
    [ ! "$lock" -ef /proc/self/fd/9 ] || return 0
  done
}
drop_lock() { rm -f "$lock"; exec 9>&-; }
