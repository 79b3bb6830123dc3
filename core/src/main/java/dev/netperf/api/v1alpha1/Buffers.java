package dev.netperf.api.v1alpha1;

/**
 * What a tool fills of memory from its start, at either end, in bytes: without it the probe is
 * killed. The schema and the limits of the probes follow from it; how it was measured stands at
 * ProbeMemory.
 *
 * @param stream for each stream, beside its messages
 * @param copies how many messages each stream keeps
 * @param reserved records that are set aside at the start, for all that may be sent
 * @param written records that are filled while something is sent, of a fast measurement
 */
public record Buffers(long stream, int copies, Records reserved, Records written) {
  /** The scripts and the tool without its buffers: 3 to 5 MiB were seen. */
  public static final long PROCESSES = 8L << 20;

  /**
   * What grows with the length of a measurement.
   *
   * @param aSecond bytes for each second of it
   * @param most bytes that it never exceeds
   */
  public record Records(long aSecond, long most) {
    /** No such thing. */
    static final Records NONE = new Records(0, 0);

    long of(long seconds) {
      return Math.min(most, aSecond * seconds);
    }
  }

  /** Of a tool that keeps no records. */
  Buffers(long stream, int copies) {
    this(stream, copies, Records.NONE, Records.NONE);
  }

  /** The buffers of the largest sample of a spec. */
  public long of(NetPerfTestSpec spec) {
    return spec.streams() * (stream + copies * largest(spec))
        + reserved.of(spec.durationSeconds())
        + written.of(spec.durationSeconds());
  }

  private static long largest(NetPerfTestSpec spec) {
    return spec.messageSizes().stream()
        .mapToInt(Integer::intValue)
        .filter(size -> size > 0)
        .max()
        .orElse(usual(spec.tool()));
  }

  /** The length of a message where the spec names none. */
  static int usual(Tool tool) {
    return tool.messageSize(Measurement.TCPBandwidth).orElseThrow();
  }

  /** What comes on top where a measurement is as fast as it may be, and writes all its records. */
  public long growth(NetPerfTestSpec spec) {
    return reserved.of(spec.durationSeconds()) - written.of(spec.durationSeconds());
  }
}
