package dev.netperf.tool;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import io.fabric8.kubernetes.api.model.Quantity;

/**
 * How much memory a probe takes, in bytes. Client and server are taken for equal: each tool needs
 * most where it receives, and iperf3 needs as much where it sends.
 *
 * <p>The figures were measured with iperf3 3.12, qperf 0.4.11 and sockperf 3.7, each in a memory
 * cgroup of its own, on Linux 6.18 with two CPUs (docs/benchmarks.md, "Memory of the probes").
 *
 * @param buffers what the tool fills from its start: without it the probe is killed
 * @param growth what comes on top in the course of a measurement
 */
public record ProbeMemory(long buffers, long growth) {
  private static final long MIB = 1L << 20;

  /** The scripts and the tool without its buffers: 3 to 5 MiB were seen. */
  private static final long PROCESSES = 8 * MIB;

  /** qperf has a process for each stream, and so has its script: 0.6 MiB were seen. */
  private static final long PROCESSES_OF_A_STREAM = MIB;

  /** Files of the image that the kernel keeps, and would give back. */
  private static final long PAGE_CACHE = 16 * MIB;

  /**
   * With cgroups v2 the memory of sockets counts. A receiver's were seen to hold 24 MiB with one
   * stream, 120 with 8, 196 with 32, 295 with 64; where there is less, the kernel makes do.
   */
  private static final long SOCKET = 16 * MIB;

  private static final int STREAMS_AT_FULL_SPEED = 8;
  private static final long FURTHER_SOCKET = 4 * MIB;

  /** What iperf3 and qperf send at a time over TCP when they aren't told. */
  private static final int IPERF3_SIZE = 128 << 10;

  private static final int QPERF_SIZE = 64 << 10;

  /**
   * iperf3 maps a file of /dev/shm for each stream, privately, and fills it: the file's pages count
   * and so do their copies. With 64 streams of 1 MiB 133 MiB were seen, on both sides.
   */
  private static final int IPERF3_COPIES = 2;

  /**
   * sockperf sets aside a record for each message that it may send, and writes another for each
   * that it has sent. The script bounds both, see probe-image/lib/sockperf: MOST_A_SECOND, MOST.
   */
  private static final long SOCKPERF_RECORD = 16;

  private static final long SOCKPERF_MOST_A_SECOND = 200_000;
  private static final long SOCKPERF_MESSAGES = 4_000_000;

  /** A round trip between two machines that takes 20 us is a fast one. */
  private static final long SOCKPERF_A_SECOND = 50_000;

  private static final long LEAST_LIMIT = 128 * MIB;
  private static final long LIMIT_STEP = 64 * MIB;
  private static final long REQUEST_STEP = 32 * MIB;

  /** What the largest sample of a spec takes. */
  public static ProbeMemory of(NetPerfTestSpec spec) {
    long streams = spec.streams();
    long largest = spec.messageSizes().stream().mapToLong(Integer::longValue).max().orElse(0);
    return switch (spec.tool()) {
      case iperf3 ->
          new ProbeMemory(
              IPERF3_COPIES * streams * (largest > 0 ? largest : IPERF3_SIZE), sockets(streams));
      case qperf ->
          new ProbeMemory(
              streams * (PROCESSES_OF_A_STREAM + (largest > 0 ? largest : QPERF_SIZE)),
              sockets(streams));
      case sockperf -> sockperf(spec.durationSeconds());
    };
  }

  private static ProbeMemory sockperf(long seconds) {
    long mayBeSent = Math.min(SOCKPERF_MESSAGES, SOCKPERF_MOST_A_SECOND * seconds);
    long areSent = Math.min(SOCKPERF_MESSAGES, SOCKPERF_A_SECOND * seconds);
    return new ProbeMemory(
        SOCKPERF_RECORD * (mayBeSent + areSent),
        SOCKPERF_RECORD * (mayBeSent - areSent) + sockets(1));
  }

  private static long sockets(long streams) {
    long atFullSpeed = Math.min(streams, STREAMS_AT_FULL_SPEED);
    return SOCKET * atFullSpeed + FURTHER_SOCKET * (streams - atFullSpeed);
  }

  /** With less than this a probe can't run, whatever the network. */
  public long least() {
    return PROCESSES + buffers;
  }

  /** What a probe requests by default: what it surely takes, and a little. */
  public Quantity request() {
    return mebibytes(upTo(PAGE_CACHE + buffers, REQUEST_STEP));
  }

  /** A probe's limit by default. It is no more than a bound, so it is generous. */
  public Quantity limit() {
    return mebibytes(
        Math.max(LEAST_LIMIT, upTo(PROCESSES + PAGE_CACHE + buffers + growth, LIMIT_STEP)));
  }

  private static long upTo(long bytes, long step) {
    return (bytes + step - 1) / step * step;
  }

  private static Quantity mebibytes(long bytes) {
    return new Quantity(Long.toString(bytes / MIB), "Mi");
  }
}
