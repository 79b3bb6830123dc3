package dev.netperf.operator.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The benchmark's processes, as Linux accounts for them.
 *
 * @param pidFiles folder with a file {@code NAME.pid} for each
 */
record Processes(Path pidFiles) {
  /** USER_HZ, which is 100 wherever Linux runs. */
  private static final long TICK_MILLIS = 10;

  private static final String SUFFIX = ".pid";

  /** CPU milliseconds of each process so far, and of all others together. */
  Map<String, Long> cpuMillis() {
    var cpu = new HashMap<String, Long>();
    pids().forEach((name, pid) -> cpu.put(name, ofProcess(pid)));
    cpu.put("driver", ofProcess(ProcessHandle.current().pid()));
    var ours = cpu.values().stream().mapToLong(Long::longValue).sum();
    cpu.put(Measured.OTHERS, ofMachine() - ours);
    return cpu;
  }

  /** A line {@code VmRSS: 1234 kB} of a process's status. */
  long kibibytes(String name, String line) {
    return read(Path.of("/proc", pids().get(name).toString(), "status"))
        .lines()
        .filter(l -> l.startsWith(line + ":"))
        .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Long> pids() {
    try (var files = Files.list(pidFiles)) {
      var pids = new HashMap<String, Long>();
      files
          .filter(f -> f.toString().endsWith(SUFFIX))
          .forEach(
              f -> {
                var name = f.getFileName().toString();
                pids.put(
                    name.substring(0, name.length() - SUFFIX.length()),
                    Long.valueOf(read(f).strip()));
              });
      return pids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its user and system time, fields 14 and 15; the name before may hold spaces. */
  private static long ofProcess(long pid) {
    var stat = read(Path.of("/proc", Long.toString(pid), "stat"));
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return TICK_MILLIS * (Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
  }

  /** All that is not idle, not waiting for a disk and not stolen: user nice system irq softirq. */
  private static long ofMachine() {
    var fields =
        Arrays.stream(read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split(" +", -1))
            .skip(1)
            .mapToLong(Long::parseLong)
            .toArray();
    return TICK_MILLIS * (fields[0] + fields[1] + fields[2] + fields[5] + fields[6]);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
