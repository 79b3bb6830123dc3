# shellcheck shell=bash
# What only checks need: kube-score, Argo CD, its Lua, Flux, Prometheus, the definitions of the Prometheus Operator.

kube_score_version=$(module_version kube-score github.com/zegl/kube-score)
kube_score_folder=$(module_folder kube-score "$kube_score_version")
kube_score() { "$kube_score_folder/bin/kube-score" "$@"; }
require_kube_score() { require_module kube-score "kube-score $kube_score_version" "$kube_score_folder" CGO_ENABLED=0; }

lua_folder=$(module_folder lua "$(module_version lua github.com/yuin/gopher-lua)")

require_lua() { require_module lua "Argo CD's Lua" "$lua_folder" CGO_ENABLED=0; }

require_prometheus() { require_commands prometheus:prometheus promtool:prometheus; }

# PATH: of a module that tools/NAME requires, the folder that it was unpacked to
module_files() { # NAME PATH
  (cd "$local_dir/tools/$1" && GOFLAGS='' GOWORK=off go mod download -json "$2" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
}

# Nothing of that module is built: its definitions lie in it as files.
monitors_module=github.com/prometheus-operator/prometheus-operator
monitors_version=$(module_version prometheus-operator $monitors_module)
monitors_folder=$(module_folder prometheus-operator "$monitors_version")
require_monitors() {
  [ ! -d "$monitors_folder" ] || return 0
  require_go prometheus-operator "the Prometheus Operator's definitions"
  mkdir -p "$cache"
  (
    flock 8
    [ -d "$monitors_folder" ] || copy_monitors "$monitors_folder".unfinished
  ) 8>"$monitors_folder.lock" || die "could not fetch the definitions of the Prometheus Operator $monitors_version."
}
copy_monitors() { # FOLDER.unfinished: the folder is there whole or not at all
  local module
  info "fetching the definitions of the Prometheus Operator $monitors_version, once"
  module=$(module_files prometheus-operator $monitors_module) && rm -rf "$1" &&
    cp -r --no-preserve=mode "$module/example/prometheus-operator-crd" "$1" && mv -T "$1" "${1%.unfinished}"
}

# Flux's kustomize-controller and source-controller, and the definitions of their resources.
flux_version=$(module_version flux github.com/fluxcd/kustomize-controller)
flux_folder=$(module_folder flux "$flux_version")
require_flux() {
  require_commands git:git
  require_module flux "Flux's controllers $flux_version" "$flux_folder" CGO_ENABLED=0
  [ -d "$flux_folder/crds" ] || { require_go flux Flux && copy_flux_definitions; } || die "could not fetch the definitions of Flux."
}
copy_flux_definitions() {
  local kustomizations sources
  kustomizations=$(module_files flux github.com/fluxcd/kustomize-controller) &&
    sources=$(module_files flux github.com/fluxcd/source-controller) &&
    copy_definitions "$flux_folder/crds" "$kustomizations"/config/crd/bases/*.yaml "$sources"/config/crd/bases/*.yaml
}

copy_definitions() { # FOLDER FILE...: the folder is there whole or not at all
  mkdir "$1.$$" && cp --no-preserve=mode "${@:2}" "$1.$$" && mv -T "$1.$$" "$1"
}

# Argo CD without its user interface, the definitions of its resources, and what it needs to run.
argo_cd_module=github.com/argoproj/argo-cd/v3
argo_cd_version=$(module_version argo-cd $argo_cd_module)
argo_cd_folder=$(module_folder argo-cd "$argo_cd_version")
require_argo_cd() {
  require_commands git:git redis-check-rdb:redis-tools
  require_module argo-cd "Argo CD $argo_cd_version" "$argo_cd_folder" CGO_ENABLED=0
  # the program that the package redis-server starts as a service, under the name by which it serves
  ln -sfn "$(type -P redis-check-rdb)" "$argo_cd_folder/bin/redis-server"
  [ -d "$argo_cd_folder/crds" ] || { require_go argo-cd "Argo CD" && copy_argo_cd_definitions; } || die "could not fetch the definitions of Argo CD."
}
copy_argo_cd_definitions() {
  local module
  module=$(module_files argo-cd $argo_cd_module) && copy_definitions "$argo_cd_folder/crds" "$module"/manifests/crds/*-crd.yaml
}
