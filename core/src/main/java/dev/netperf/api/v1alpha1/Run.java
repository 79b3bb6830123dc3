package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The run that the status tells of. Times are RFC 3339.
 *
 * @param id 32 hexadecimal digits: a hash of the resource's uid, the generation that began the run,
 *     and what is measured
 * @param generation the generation that began the run
 * @param startTime when the operator first saw what is to be measured
 * @param ineligibleTime since when no eligible nodes are found; null: there are some
 * @param admissionTime when the nodes were given to it; null: not (yet, or not any more)
 * @param suspendedTime since when its clock stands still, for it gave its nodes back on suspension
 *     or lost them to another test; null: it runs
 * @param refusedTime since when the API server refuses a probe; null: it doesn't. The nodes are
 *     given back until the next try
 * @param retryTime when what was refused is tried again; null: nothing was refused
 * @param queuedTime since when it waits for its turn to measure; null: it doesn't
 * @param queuedSeconds how long it has waited for its turn since its last sample, before that;
 *     null: not at all
 * @param deadline when it fails at the latest, the time in the queue not counted; null before its
 *     first admission
 * @param interruptions how many attempts failed or were parted from their repetition; null: none
 * @param completionTime when it ended, either way; null before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Run(
    @JsonPropertyDescription("Identifies the run; part of its pods' names.") String id,
    @JsonPropertyDescription("The generation that began the run.") Long generation,
    @JsonPropertyDescription("When the operator first saw what is to be measured.")
        String startTime,
    @JsonPropertyDescription("Since when no eligible nodes are found.") String ineligibleTime,
    @JsonPropertyDescription("When the nodes were given to it.") String admissionTime,
    @JsonPropertyDescription(
            "Since when its clock stands still: it gave its nodes back, or lost them to another test.")
        String suspendedTime,
    @JsonPropertyDescription("Since when the API server refuses a probe.") String refusedTime,
    @JsonPropertyDescription("When what was refused is tried again.") String retryTime,
    @JsonPropertyDescription("Since when it waits for its turn to measure.") String queuedTime,
    @JsonPropertyDescription("How long it waited for its turn since its last sample.")
        Integer queuedSeconds,
    @JsonPropertyDescription("When it fails at the latest; time in the queue is not counted.")
        String deadline,
    @JsonPropertyDescription("Attempts that failed or were parted from their repetition.")
        Integer interruptions,
    @JsonPropertyDescription("When it ended, either way.") String completionTime) {

  /** A run that has done nothing yet. */
  public static Run started(String id, long generation, String time) {
    return new Run(
        id, generation, time, null, null, null, null, null, null, null, null, null, null);
  }

  /** This run, to be changed. */
  public Change change() {
    return new Change(this);
  }

  /** A run in the making; what isn't changed stays. */
  public static final class Change {
    private final Run before;
    private String ineligibleTime;
    private String admissionTime;
    private String suspendedTime;
    private String refusedTime;
    private String retryTime;
    private String queuedTime;
    private Integer queuedSeconds;
    private String deadline;
    private Integer interruptions;
    private String completionTime;

    private Change(Run before) {
      this.before = before;
      ineligibleTime = before.ineligibleTime;
      admissionTime = before.admissionTime;
      suspendedTime = before.suspendedTime;
      refusedTime = before.refusedTime;
      retryTime = before.retryTime;
      queuedTime = before.queuedTime;
      queuedSeconds = before.queuedSeconds;
      deadline = before.deadline;
      interruptions = before.interruptions;
      completionTime = before.completionTime;
    }

    /** See {@link Run#ineligibleTime()}. */
    public Change ineligible(String time) {
      ineligibleTime = time;
      return this;
    }

    /** See {@link Run#admissionTime()}. */
    public Change admitted(String time) {
      admissionTime = time;
      return this;
    }

    /** See {@link Run#suspendedTime()}. */
    public Change suspended(String time) {
      suspendedTime = time;
      return this;
    }

    /** See {@link Run#refusedTime()} and {@link Run#retryTime()}. */
    public Change refused(String since, String retry) {
      refusedTime = since;
      retryTime = retry;
      return this;
    }

    /** See {@link Run#queuedTime()} and {@link Run#queuedSeconds()}. */
    public Change queued(String since, Integer before) {
      queuedTime = since;
      queuedSeconds = before;
      return this;
    }

    /** See {@link Run#deadline()}. */
    public Change deadline(String time) {
      deadline = time;
      return this;
    }

    /** One attempt more was lost. */
    public Change interrupted() {
      interruptions = interruptions == null ? 1 : interruptions + 1;
      return this;
    }

    /** See {@link Run#completionTime()}. */
    public Change completed(String time) {
      completionTime = time;
      return this;
    }

    /** The run as it is now. */
    public Run made() {
      return new Run(
          before.id,
          before.generation,
          before.startTime,
          ineligibleTime,
          admissionTime,
          suspendedTime,
          refusedTime,
          retryTime,
          queuedTime,
          queuedSeconds,
          deadline,
          interruptions,
          completionTime);
    }
  }
}
