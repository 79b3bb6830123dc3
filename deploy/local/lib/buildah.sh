# shellcheck shell=bash
# buildah, which keeps what it has in the folder $storage and works in $work.

# From 1.33 on buildah wants netavark to be there, although a build in a chroot makes no network. Debian leaves it to those who make one.
require_buildah() {
  require_commands buildah:buildah mmdebstrap:mmdebstrap
  if newer_buildah && command -v apt-get >/dev/null; then
    require_commands /usr/lib/podman/netavark:netavark
  fi
}

newer_buildah() { [[ $(command buildah --version) =~ version\ 1\.([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge 33 ]; }

# ARCHITECTURE: programs for it run, by qemu if it is not this machine's
require_architecture() {
  local binfmt=/proc/sys/fs/binfmt_misc
  [ "$1" != "$(go_architecture)" ] || return 0
  require_commands arch-test:arch-test qemu-aarch64-static:qemu-user-static /usr/sbin/update-binfmts:binfmt-support
  if ! arch-test "$1" >/dev/null 2>&1; then
    [ -e $binfmt/register ] || mount -t binfmt_misc binfmt_misc $binfmt || true
    update-binfmts --enable || true
    arch-test "$1" >/dev/null 2>&1 || die "can't run programs for $1: the kernel needs binfmt_misc."
  fi
}

# In a mount namespace of its own and with a store of its own, so that no mount is left on the machine whatever happens.
buildah() {
  BUILDAH_ISOLATION=chroot STORAGE_DRIVER=${STORAGE_DRIVER:-overlay} \
    unshare --mount --propagation private buildah --root "$storage" --runroot "$work/run" "$@"
}
