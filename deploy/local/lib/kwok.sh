# shellcheck shell=bash
# KWOK, the fake kubelet of the scale benchmark, built once like Kubernetes itself. It has a module of its own because it needs other
# versions of the same libraries.

kwok_module=$local_dir/tools/kwok
kwok_version=$(sed -n 's|.*sigs.k8s.io/kwok v\([0-9.]*\).*|\1|p' "$kwok_module/go.mod")
kwok_folder=$cache/kwok-$kwok_version-$(cat "$kwok_module"/go.{mod,sum} | sha256sum | cut -c1-12)
kwok=$kwok_folder/bin/kwok

require_kwok() {
  [ ! -x "$kwok" ] || return 0
  require_go
  mkdir -p "$cache"
  (
    flock 8
    [ -x "$kwok" ] || build_kwok
  ) 8>"$kwok_folder.lock" || die "could not build KWOK from $kwok_module."
}

build_kwok() {
  info "building KWOK $kwok_version, once: this takes minutes"
  rm -rf "$kwok_folder".unfinished
  mkdir "$kwok_folder".unfinished &&
    (cd "$kwok_module" && env -u GOOS -u GOARCH GOBIN="$kwok_folder".unfinished/bin GOFLAGS='' GOWORK=off CGO_ENABLED=0 \
      go install -trimpath -buildvcs=false -ldflags '-s -w' tool) &&
    rm -rf "$kwok_folder" && mv -T "$kwok_folder".unfinished "$kwok_folder"
}
