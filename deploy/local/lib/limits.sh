# shellcheck shell=bash
# Each node takes some 25 inotify instances of its user, and Linux gives a user 128 in all: enough for four nodes, not for more.
# The machine's own limit comes back when the last cluster goes.

inotify_limit=/proc/sys/fs/inotify/max_user_instances
inotify_before=$clusters/inotify-instances-before

raise_limits() {
  local wanted=1024
  [ "$(cat $inotify_limit)" -lt $wanted ] || return 0
  [ -e "$inotify_before" ] || cp $inotify_limit "$inotify_before"
  echo $wanted >$inotify_limit || info "cannot raise $inotify_limit: more than four nodes may not start"
}

restore_limits() {
  [ -e "$inotify_before" ] || return 0
  [ -z "$(find "$clusters" -mindepth 1 -maxdepth 1 -type d -print -quit)" ] || return 0
  cat "$inotify_before" >$inotify_limit || true
  rm "$inotify_before"
}
