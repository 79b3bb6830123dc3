package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Buffers;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import io.fabric8.kubernetes.api.model.Quantity;

/**
 * How much memory a probe takes, in bytes. Client and server are taken for equal: each tool needs
 * most where it receives, and iperf3 needs as much where it sends. What each tool fills is said by
 * its {@link Buffers}.
 *
 * <p>The figures were measured with iperf3 3.12, qperf 0.4.11 and sockperf 3.7, each in a memory
 * cgroup of its own, on Linux 6.18 with two CPUs.
 *
 * @param buffers what the tool fills from its start: without it the probe is killed
 * @param growth what comes on top in the course of a measurement
 */
public record ProbeMemory(long buffers, long growth) {
  private static final long MIB = 1L << 20;

  /** Files of the image that the kernel keeps, and would give back. */
  private static final long PAGE_CACHE = 16 * MIB;

  /**
   * With cgroups v2 the memory of sockets counts. A receiver's were seen to hold 24 MiB with one
   * stream, 120 with 8, 196 with 32, 295 with 64; where there is less, the kernel makes do.
   */
  private static final long SOCKET = 16 * MIB;

  private static final int STREAMS_AT_FULL_SPEED = 8;
  private static final long FURTHER_SOCKET = 4 * MIB;

  private static final long LEAST_LIMIT = 128 * MIB;
  private static final long LIMIT_STEP = 64 * MIB;
  private static final long REQUEST_STEP = 32 * MIB;

  /** What the largest sample of a spec takes. */
  public static ProbeMemory of(NetPerfTestSpec spec) {
    var buffers = spec.tool().buffers();
    return new ProbeMemory(buffers.of(spec), buffers.growth(spec) + sockets(spec.streams()));
  }

  private static long sockets(long streams) {
    long atFullSpeed = Math.min(streams, STREAMS_AT_FULL_SPEED);
    return SOCKET * atFullSpeed + FURTHER_SOCKET * (streams - atFullSpeed);
  }

  /** With less than this a probe can't run, whatever the network. */
  public long least() {
    return Buffers.PROCESSES + buffers;
  }

  /** What a probe requests by default: what it surely takes, and a little. */
  public Quantity request() {
    return mebibytes(upTo(PAGE_CACHE + buffers, REQUEST_STEP));
  }

  /** A probe's limit by default. It is no more than a bound, so it is generous. */
  public Quantity limit() {
    return mebibytes(
        Math.max(LEAST_LIMIT, upTo(Buffers.PROCESSES + PAGE_CACHE + buffers + growth, LIMIT_STEP)));
  }

  private static long upTo(long bytes, long step) {
    return (bytes + step - 1) / step * step;
  }

  private static Quantity mebibytes(long bytes) {
    return new Quantity(Long.toString(bytes / MIB), "Mi");
  }
}
