# shellcheck shell=bash
# Daemons, and the cgroups by which a cluster knows its own: netperf-NAME/daemons, netperf-NAME/daemons-N and, with the pods of node N,
# netperf-NAME/node-N. Whatever a cluster starts is in there, so that `down` ends all of it and nothing else.

cgroups=/sys/fs/cgroup
group=netperf-$name

unified_cgroups() { [ -e $cgroups/cgroup.controllers ]; }

# A group's directories: one with cgroup v2, one in every hierarchy with v1.
group_directories() {
  local hierarchy
  if unified_cgroups; then
    echo "$cgroups/$1"
  else
    for hierarchy in "$cgroups"/*/; do
      hierarchy=${hierarchy%/}
      if [ ! -L "$hierarchy" ] && [ -e "$hierarchy/cgroup.procs" ]; then echo "$hierarchy/$1"; fi
    done
  fi
}

make_groups() {
  local n
  if unified_cgroups; then make_v2_groups; else make_v1_groups; fi
  for n in $(all_nodes); do
    [ -e "$(node_pod_group "$n")" ] || die "could not make the cgroups of node $n below $cgroups."
  done
}
node_pod_group() { group_directories "$group/node-$1" | head -n 1; }

make_v1_groups() {
  local directory n file
  for directory in $(group_directories "$group"); do
    for n in $(all_nodes); do mkdir -p "$directory/daemons" "$directory/daemons-$n" "$directory/node-$n"; done
  done
  for directory in "$group" $(seq -f "$group/node-%g" "$nodes"); do       # a new cpuset is empty until it is filled
    for file in cpuset.cpus cpuset.mems; do
      [ ! -e "$cgroups/cpuset/$directory/$file" ] || [ -n "$(cat "$cgroups/cpuset/$directory/$file")" ] ||
        cat "$cgroups/cpuset/$file" >"$cgroups/cpuset/$directory/$file"
    done
  done
  # Pods together would weigh as much as one process of the machine.
  if [ -e "$cgroups/cpu/$group/cpu.shares" ]; then echo $((1024 * $(nproc))) >"$cgroups/cpu/$group/cpu.shares"; fi
}

make_v2_groups() {
  local n
  mkdir -p "$cgroups/$group/daemons"
  for n in $(all_nodes); do mkdir -p "$cgroups/$group/daemons-$n" "$cgroups/$group/node-$n"; done
  hand_down_controllers $cgroups "$cgroups/$group"
  for n in $(all_nodes); do hand_down_controllers "$cgroups/$group/node-$n"; done
  for n in cpuset cpu memory pids; do
    grep -qw $n "$cgroups/$group/node-1/cgroup.subtree_control" ||
      die "cgroup controller '$n' can't be had below $cgroups/$group: run on the machine itself, or in a container with its own cgroup root."
  done
}
hand_down_controllers() {
  local directory controller
  for directory in "$@"; do
    for controller in cpuset cpu io memory hugetlb pids; do
      echo "+$controller" 2>/dev/null >"$directory/cgroup.subtree_control" || true
    done
  done
}

join_group() { # the calling process joins; with v1 in the hierarchies that only keep track
  local directory
  for directory in $(group_directories "$1"); do
    case $directory in
    "$cgroups/$1" | "$cgroups"/pids/* | "$cgroups"/systemd/* | "$cgroups"/unified/*) echo "$BASHPID" >"$directory/cgroup.procs" ;;
    esac
  done
}

group_members() { # of all groups whose path matches
  local directory
  for directory in $(group_directories "$1"); do
    [ ! -d "$directory" ] || find "$directory" -name cgroup.procs -exec cat {} + 2>/dev/null || true
  done | sort -un
}

kill_group() {
  local tries=200 members
  while members=$(group_members "$1") && [ -n "$members" ]; do
    [ $((tries -= 1)) -gt 0 ] || die "processes that do not end: $(tr '\n' ' ' <<<"$members")"
    # shellcheck disable=SC2086
    kill -9 $members 2>/dev/null || true
    sleep .05
  done
}

remove_groups() {
  local tries=50
  while [ $((tries -= 1)) -gt 0 ]; do
    # shellcheck disable=SC2046
    find $(group_directories "$group") -depth -type d -exec rmdir {} + 2>/dev/null || true
    group_exists || return 0
    sleep .1
  done
  die "could not remove the cgroups $group below $cgroups."
}
group_exists() {
  local directory
  for directory in $(group_directories "$group"); do [ ! -d "$directory" ] || return 0; done
  return 1
}

pid_of() { cat "$state/$1.pid" 2>/dev/null || true; }

# Alive means: this cluster's, so that a number used anew by a stranger is not mistaken, and not just waiting for its parent to note its end.
alive() {
  local pid
  pid=$(pid_of "$1")
  [ -n "$pid" ] && [ -e "/proc/$pid/exe" ] && grep -q "/$group/" "/proc/$pid/cgroup" 2>/dev/null
}

any_alive() {
  local file
  for file in "$state"/*.pid; do
    ! alive "$(basename "$file" .pid)" || return 0
  done
  return 1
}

start() { # GROUP DAEMON COMMAND...
  local to=$1 daemon=$2
  shift 2
  ! alive "$daemon" || return 0
  (
    close_files                             # a caller's pipe or lock must not live as long as the daemon
    join_group "$group/$to"
    exec setsid "$@"
  ) >>"$state/log/$daemon.log" 2>&1 </dev/null &
  echo $! >"$state/$daemon.pid"
  disown
}

stop() { # DAEMON, politely at first
  local pid tries=50
  alive "$1" || return 0
  pid=$(pid_of "$1")
  kill "$pid" 2>/dev/null || true
  while alive "$1"; do
    [ $((tries -= 1)) -gt 0 ] || kill -9 "$pid" 2>/dev/null || true
    sleep .1
  done
}
