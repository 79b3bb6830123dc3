package dev.netperf.operator.scale;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has been used up to one moment, to be compared with a later one.
 *
 * @param processes whose use
 * @param audit the requests' log
 * @param nanos the moment
 * @param cpu CPU milliseconds by process
 * @param position where the log ended
 */
record Meter(Processes processes, Audit audit, long nanos, Map<String, Long> cpu, long position) {

  static Meter read(Processes processes, Audit audit) {
    return new Meter(processes, audit, System.nanoTime(), processes.cpuMillis(), audit.position());
  }

  /** What was used since. */
  Measured since(String phase, int round, String controller, List<Long> latencies) {
    var now = read(processes, audit);
    var used = new TreeMap<String, Long>();
    now.cpu.forEach((name, millis) -> used.put(name, millis - cpu.getOrDefault(name, 0L)));
    return new Measured(
        phase,
        round,
        controller,
        latencies.size(),
        (now.nanos - nanos) / 1e9,
        latencies,
        used,
        audit.requests(position, now.position),
        processes.kibibytes(controller, "VmRSS"),
        processes.kibibytes(controller, "VmHWM"));
  }
}
