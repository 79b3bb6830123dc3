# shellcheck shell=bash
# A registry of images and charts on this machine, for tests: Debian's docker-registry, without TLS, in the folder $work.

start_registry() { # HOST:PORT [USER PASSWORD]; its process id is in registry_pid
  cat >"$work/registry.yaml" <<EOF
version: 0.1
log: {level: warn}
storage: {filesystem: {rootdirectory: $work/registry}}
http: {addr: "$1"}
EOF
  if [ $# -gt 1 ]; then
    require_commands htpasswd:apache2-utils
    htpasswd -Bbn "$2" "$3" >"$work/htpasswd"
    echo "auth: {htpasswd: {realm: test, path: $work/htpasswd}}" >>"$work/registry.yaml"
  fi
  require_commands docker-registry:docker-registry
  # its variables have the same beginning as those of its clients
  env -u REGISTRY_AUTH_FILE docker-registry serve "$work/registry.yaml" >"$work/registry.log" 2>&1 &
  registry_pid=$!
  until_ok 20 bash -c "</dev/tcp/${1/:/\/}" || die "the registry does not start: $(cat "$work/registry.log")"
}
