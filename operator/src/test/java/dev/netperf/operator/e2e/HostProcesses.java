package dev.netperf.operator.e2e;

import dev.netperf.operator.programs.Shell;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The processes of a pod as the machine sees them, by their cgroup. */
final class HostProcesses {
  private HostProcesses() {}

  /**
   * The processes of this pod that run this program. Only the node's cgroups are looked through:
   * tests that read all of /proc ten times a second would miss what they wait for.
   */
  static List<Long> of(Pod pod, String program) {
    var group = "/pod" + pod.getMetadata().getUid() + "/";
    try (var files = Files.walk(LocalCluster.cgroup(pod.getSpec().getNodeName()))) {
      return files
          .filter(file -> file.endsWith("cgroup.procs") && file.toString().contains(group))
          .flatMap(HostProcesses::members)
          .filter(pid -> program.equals(read(pid, "comm").strip()))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // a container's group went meanwhile
    }
  }

  private static Stream<Long> members(Path procs) {
    try {
      return Files.readAllLines(procs).stream().map(Long::valueOf);
    } catch (IOException e) {
      return Stream.of();
    }
  }

  /**
   * Sends a signal, as KILL or STOP, to all at once: a tool and its script have one name, and one
   * that is killed takes the other along.
   */
  static void signal(String signal, List<Long> processes) {
    if (processes.isEmpty()) {
      return;
    }
    var pids = processes.stream().map(String::valueOf).collect(Collectors.joining(" "));
    // bash's own, which is content with one of them
    Shell.run(
        Map.of(), Duration.ofSeconds(5), List.of("bash", "-c", "kill -" + signal + " " + pids));
  }

  /**
   * Lets processes of ours take so much memory in the container of this one that the kernel ends
   * all that is in it. They are four, so that none of them is the largest: a container's processes
   * count as large as all of its memory, but for what the kernel loses in rounding.
   */
  static void exhaustMemory(long process) {
    var cgroup = Pattern.compile("(?m)^[0-9]+:([a-z,]*):(.*)$").matcher(read(process, "cgroup"));
    var group =
        cgroup
            .results()
            .filter(line -> line.group(1).isEmpty() || line.group(1).equals("memory"))
            .map(line -> "/sys/fs/cgroup/" + line.group(1) + line.group(2))
            .filter(path -> Files.exists(Path.of(path, "memory.stat")))
            .findFirst()
            .orElseThrow();
    var taking = "(echo $BASHPID >$0/cgroup.procs; head -c 1G /dev/zero | tail) >/dev/null & ";
    var script = taking.repeat(4) + "wait || true";
    Shell.run(Map.of(), Duration.ofSeconds(20), List.of("bash", "-c", script, group));
  }

  /** What went out of this process's network, in bytes; 0 when it is gone. */
  static long sentBytes(long process) {
    return read(process, "net/dev")
        .lines()
        .map(line -> line.strip().split("[: ]+"))
        .filter(words -> words.length == 17 && !words[0].equals("lo"))
        .mapToLong(words -> Long.parseLong(words[9]))
        .sum();
  }

  /** Empty when the process is gone. */
  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      return "";
    }
  }
}
