# shellcheck shell=bash
# Programs that are built once from a Go module of ours, tools/NAME, into the cache. Each has its own module where it needs other versions of
# the same libraries than Kubernetes.

module_version() { # NAME IMPORT
  sed -n "s|^.*$2 v\([0-9.]*\).*|\1|p" "$local_dir/tools/$1/go.mod"
}

# Named after all that the module has, so that another one is another folder.
module_folder() { # NAME VERSION
  echo "$cache/$1-$2-$(cd "$local_dir/tools/$1" && find . -type f | LC_ALL=C sort | xargs cat | sha256sum | cut -c1-12)"
}

require_module() { # NAME TITLE FOLDER ASSIGNMENT...: these are for Go
  [ ! -d "$3" ] || return 0
  require_go "$1" "$2"
  mkdir -p "$cache"
  (
    flock 8
    [ -d "$3" ] || build_module "$@"             # somebody else may have built it meanwhile
  ) 8>"$3.lock" || die "could not build $2 from $local_dir/tools/$1."
}

build_module() { # NAME TITLE FOLDER ASSIGNMENT...: the folder is there whole or not at all
  info "building $2, once: this takes minutes"
  rm -rf "$3".unfinished
  mkdir "$3".unfinished &&
    (cd "$local_dir/tools/$1" && env -u GOOS -u GOARCH GOBIN="$3".unfinished/bin GOFLAGS='' GOWORK=off "${@:4}" \
      go install -trimpath -buildvcs=false -ldflags '-s -w' tool) &&
    mv -T "$3".unfinished "$3"
}
