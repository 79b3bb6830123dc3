package dev.netperf.operator.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The processes of a pod as the machine sees them, by their cgroup. */
final class HostProcesses {
  private HostProcesses() {}

  /** The processes of this pod that run this program. */
  static List<Long> of(Pod pod, String program) {
    var group = "pod" + pod.getMetadata().getUid();
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> program.equals(read(pid, "comm").strip()))
        .filter(pid -> read(pid, "cgroup").contains(group))
        .toList();
  }

  /** Sends a signal, as KILL or STOP. */
  static void signal(String signal, List<Long> processes) {
    for (var pid : processes) {
      Shell.run(Map.of(), Duration.ofSeconds(5), List.of("kill", "-" + signal, pid.toString()));
    }
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
