package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Why a reader should look twice at a result. It is no failure.
 *
 * @param type what is suspect
 * @param message what was seen, and what it may mean
 */
public record Warning(
    @JsonPropertyDescription("What is suspect, as one word.") String type,
    @JsonPropertyDescription("What was seen, and what it may mean.") String message) {
  /** A warning of this version. */
  public static Warning of(Type type, String message) {
    return new Warning(type.name(), message);
  }

  /** What is suspect. Constants are never renamed within a version. */
  public enum Type {
    /** A CPU was nearly always busy: it may be the CPU that was measured, not the network. */
    CPUSuspect,
    /** A CPU limit throttled a probe. */
    Throttled,
    /** The server's end threw datagrams away, for want of buffers. */
    DatagramsDropped,
    /** Other tests were measured at the same time, on other nodes. */
    Concurrent,
    /** Others added containers to the probes' pods. */
    Sidecars,
    /** Both nodes run on one kernel: no real network lies between them. */
    SharedKernel,
    /** The paths' interfaces differ in more than the header of an overlay. */
    PathsDiffer,
    /** More than 1% of the bytes were sent again. */
    Retransmits,
    /** The samples of one path scatter by more than 10%. */
    Scatter,
    /** The mean of the ratios and their median are more than two points apart. */
    Outlier,
    /** Two repetitions: an interval, but a very wide one. */
    FewRepetitions,
    /** One message more or less changes the value by more than 0.2%. */
    CoarseResolution,
    /** The values rose or fell by more than 5% in the course of the run. */
    Drift,
    /** A path with a pod at one end, or at both, is clearly better than HostToHost. */
    PodBetterThanHost
  }
}
