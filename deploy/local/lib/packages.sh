# shellcheck shell=bash
# Installs what is missing, by apt. Quick and silent when everything is there.

# command:package
cluster_commands=(
  containerd:containerd runc:runc /usr/lib/cni/ptp:containernetworking-plugins ip:iproute2 nft:nftables iptables:iptables
  conntrack:conntrack socat:socat openssl:openssl catatonit:catatonit flock:util-linux
)

require_commands() {
  local pair missing=()
  for pair in "$@"; do
    type -P "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  [ ${#missing[@]} -eq 0 ] || apt_install "${missing[@]}"
}

apt_install() {
  command -v apt-get >/dev/null || die "needs $* and there is no apt-get to install it: use Debian 12 or newer, or install it yourself."
  info "installing $*"
  local log
  log=$(mktemp)
  if apt_get_install "$@" >"$log" 2>&1 || { update_lists >>"$log" 2>&1 && apt_get_install "$@" >>"$log" 2>&1; }; then
    rm -f "$log"
  else
    tail -n 5 "$log" >&2
    rm -f "$log"
    die "apt-get could not install $*."
  fi
}

apt_get_install() (
  flock 7
  status=0
  hold_services
  DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -qy install --no-install-recommends "$@" || status=$?
  release_services
  exit $status
) 7<"$one_at_a_time"

# What our scripts lock while they use apt: they may run side by side.
one_at_a_time=/var/lib/dpkg

# A package must not start its service (containerd): Debian asks policy-rc.d. A machine's own policy stays; ours says no only while
# this process lives, so that one left behind by a kill -9 does no harm.
policy=/usr/sbin/policy-rc.d
policy_mark="# netperf-operator: no services are started by a package installation"
hold_services() {
  [ ! -e $policy ] || grep -qF "$policy_mark" $policy || return 0
  printf '#!/bin/sh\n%s\nkill -0 %s 2>/dev/null && exit 101\nexit 0\n' "$policy_mark" $$ >$policy
  chmod 755 $policy
}
release_services() {
  if [ -e $policy ] && grep -qF "$policy_mark" $policy; then rm -f $policy; fi
}

# Whether apt has it. A fresh machine has no lists yet, and old ones don't know it: they are brought up to date once.
in_apt() {
  in_lists "$1" || { update_lists >/dev/null && in_lists "$1"; }
}
in_lists() { [ -n "$(apt-cache --quiet=2 madison "$1" 2>/dev/null)" ]; }
update_lists() {
  [ -z "${lists_updated:-}" ] || return 1
  lists_updated=yes
  flock "$one_at_a_time" apt-get -q update 2>&1
}

# What speaks TLS trusts nobody without them: Go, and pip.
require_certificates() {
  [ -e /etc/ssl/certs/ca-certificates.crt ] || ! command -v apt-get >/dev/null || apt_install ca-certificates
}

java_is_new_enough() {
  local version
  version=$("${JAVA_HOME:+$JAVA_HOME/bin/}javac" -version 2>&1) || return 1
  [[ $version =~ javac\ ([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge 17 ]
}
require_maven() {
  if ! java_is_new_enough; then
    if in_apt openjdk-17-jdk-headless; then apt_install openjdk-17-jdk-headless; else apt_install default-jdk-headless; fi
    java_is_new_enough || die "needs a JDK 17 or newer, but javac ${JAVA_HOME:+of JAVA_HOME=$JAVA_HOME }is older or missing."
  fi
  require_commands mvn:maven
}
