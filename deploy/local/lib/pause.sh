# shellcheck shell=bash
# The image localhost/pause:3 that holds a pod's namespaces: Debian's static catatonit and nothing else, so the archive is written by hand.

pause_archive() { # prints its path
  local program archive
  program=$(command -v catatonit)
  archive=$cache/images/pause-$(cat "$program" "${BASH_SOURCE[0]}" | sha256sum | cut -c1-12).tar
  [ -s "$archive" ] || write_pause_archive "$program" "$archive"
  echo "$archive"
}

write_pause_archive() {
  local work layer
  work=$(mktemp -d)
  mkdir -p "$work/image" "${2%/*}"
  install -m 755 "$1" "$work/pause"
  tar --create --file "$work/image/layer.tar" --directory "$work" --owner 0 --group 0 --mtime @0 pause
  layer=$(sha256sum "$work/image/layer.tar" | cut -d' ' -f1)
  cat >"$work/image/config.json" <<EOF
{"architecture": "$(go_architecture)", "os": "linux", "config": {"Entrypoint": ["/pause", "-P"], "User": "65535:65535"}, "rootfs": {"type": "layers", "diff_ids": ["sha256:$layer"]}}
EOF
  echo '[{"Config": "config.json", "RepoTags": ["localhost/pause:3"], "Layers": ["layer.tar"]}]' >"$work/image/manifest.json"
  tar --create --file "$work/pause.tar" --directory "$work/image" manifest.json config.json layer.tar
  mv "$work/pause.tar" "$2"
  rm -rf "$work"
}
