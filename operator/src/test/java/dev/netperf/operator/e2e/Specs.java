package dev.netperf.operator.e2e;

/** Specs that several tests use. */
final class Specs {
  /** The shortest: two samples, one of each path. */
  static final String SHORT =
      """
      measurements: [TCPBandwidth]
      repetitions: 1
      durationSeconds: 1
      podRetention: Never
      """;

  /** Two samples between pods, long enough to disturb one. */
  static final String PODS_ONLY =
      """
      paths: [PodToPod]
      measurements: [TCPBandwidth]
      repetitions: 2
      durationSeconds: 5
      """;

  /** Four samples of both paths, long enough to disturb one. */
  static final String DISTURBED =
      """
      measurements: [TCPBandwidth]
      repetitions: 2
      durationSeconds: 5
      podRetention: Never
      """;

  private Specs() {}
}
