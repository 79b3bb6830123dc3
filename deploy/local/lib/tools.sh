# shellcheck shell=bash
# Kubernetes and etcd, built once from the Go modules in tools/ into the cache, outside the checkout.

kubernetes_version=$(sed -n 's|^require k8s.io/kubernetes v\([0-9.]*\).*|\1|p' "$local_dir/tools/go.mod")
tools=$cache/kubernetes-$kubernetes_version-$(cat "$local_dir"/tools/go.{mod,sum} | sha256sum | cut -c1-12)/bin

kubectl() { KUBECONFIG=$(kubeconfig) "$tools/kubectl" "$@"; }

require_tools() {
  [ ! -d "$tools" ] || return 0
  require_go
  mkdir -p "$cache"
  (
    flock 8
    [ -d "$tools" ] || build_tools "${tools%/bin}"     # somebody else may have built them meanwhile
  ) 8>"${tools%/bin}.lock" || die "could not build Kubernetes from $local_dir/tools."
}

build_tools() { # into folder, which is there whole or not at all
  info "building Kubernetes $kubernetes_version and etcd, once: this takes minutes"
  rm -rf "$1".unfinished
  mkdir "$1".unfinished && go_install "$1".unfinished/bin && mv -T "$1".unfinished "$1"
}

go_install() {
  local version=k8s.io/component-base/version
  local flags="-s -w -X $version.gitVersion=v$kubernetes_version -X $version.gitMajor=1"
  flags+=" -X $version.gitMinor=$(cut -d. -f2 <<<"$kubernetes_version") -X k8s.io/client-go/pkg/version.gitVersion=v$kubernetes_version"
  cd "$local_dir/tools" &&
    env -u GOOS -u GOARCH GOBIN="$1" GOFLAGS='' GOWORK=off CGO_ENABLED=0 go install -trimpath -buildvcs=false -ldflags "$flags" tool &&
    mv "$1/server" "$1/etcd"
}
