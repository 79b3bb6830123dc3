package dev.netperf.api.v1alpha1;

import dev.netperf.api.v1alpha1.Buffers.Records;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The program that measures. */
public enum Tool {
  /** qperf 0.4: TCP and UDP bandwidth, and latency as the mean one-way time. */
  qperf,
  /** iperf3 3.12: TCP and UDP bandwidth, with jitter and loss. */
  iperf3,
  /** sockperf 3.7: TCP and UDP latency as one-way time, with percentiles; over IPv4 only. */
  sockperf;

  private static final int SECONDS_OF_A_SLICE = 20;
  private static final Duration OVERHEAD_OF_A_SLICE = Duration.ofSeconds(4);

  /** Whether it can measure this. */
  public boolean measures(Measurement measurement) {
    return switch (this) {
      case qperf -> true;
      case iperf3 -> measurement.bandwidth();
      case sockperf -> !measurement.bandwidth();
    };
  }

  /** How many parallel connections it can have. */
  public int mostStreams() {
    return this == qperf ? 8 : NetPerfTestSpec.MOST_STREAMS;
  }

  /** The IP versions that it knows. */
  public List<IpFamily> families() {
    return this == sockperf ? List.of(IpFamily.IPv4) : List.of(IpFamily.values());
  }

  /** What is measured when the spec doesn't say: what the tool has for TCP. */
  public List<Measurement> defaultMeasurements() {
    return switch (this) {
      case qperf -> List.of(Measurement.TCPBandwidth, Measurement.TCPLatency);
      case iperf3 -> List.of(Measurement.TCPBandwidth);
      case sockperf -> List.of(Measurement.TCPLatency);
    };
  }

  /**
   * What it fills of memory. qperf has a process for each stream, and so has its script: 0.6 MiB
   * were seen. iperf3 maps a file of /dev/shm for each stream, privately, and fills it: the file's
   * pages count and so do their copies; with 64 streams of 1 MiB 133 MiB were seen, on both sides.
   * sockperf sets aside 16 bytes for each message that it may send, which its script bounds
   * (probe-image/lib/sockperf: MOST_A_SECOND, SLICE), and writes as many for each that it has sent:
   * a round trip between two machines that takes 20 us is a fast one.
   */
  public Buffers buffers() {
    return switch (this) {
      case qperf -> new Buffers(1 << 20, 1);
      case iperf3 -> new Buffers(0, 2);
      case sockperf ->
          new Buffers(0, 0, new Records(3_200_000, 64_000_000), new Records(800_000, 64_000_000));
    };
  }

  /**
   * How long a measurement takes beyond the time that it measures: sockperf some 2.4 s, of which a
   * quarter of a second is its warm-up, for each slice (probe-image/lib/sockperf: SLICE). What all
   * tools take once, for connecting and ending, is not in it.
   */
  public Duration overhead(int durationSeconds) {
    long slices = (durationSeconds + SECONDS_OF_A_SLICE - 1L) / SECONDS_OF_A_SLICE;
    return this == sockperf ? OVERHEAD_OF_A_SLICE.multipliedBy(slices) : Duration.ZERO;
  }

  /**
   * The message size where the spec names none, in bytes; empty: iperf3 takes datagrams that fit
   * one packet of the path. Of a datagram of several packets hardly any arrives whole through an
   * overlay, so qperf's own 32 KiB are not its default here; 1372 bytes fit one packet of every
   * usual overlay, over IPv6 as well.
   */
  public Optional<Integer> messageSize(Measurement measurement) {
    return switch (this) {
      case qperf -> Optional.of(measurement.bandwidth() ? (measurement.udp() ? 1372 : 65_536) : 1);
      case iperf3 -> measurement.udp() ? Optional.empty() : Optional.of(131_072);
      case sockperf -> Optional.of(14);
    };
  }
}
