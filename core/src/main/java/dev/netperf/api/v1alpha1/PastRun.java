package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * What is kept of an earlier run when a changed spec begins a new one: its outcome, not its
 * samples. Times are RFC 3339.
 *
 * @param id the run's id
 * @param generation the generation that began it
 * @param startTime when the operator first saw what was to be measured
 * @param completionTime when it ended, either way; null: it was stopped under way
 * @param ready the status of its condition Ready: True, or False when it failed or was stopped
 * @param reason why, as one word: a {@link Reason}, or {@value #STOPPED}
 * @param message why it is not Ready, as a sentence; a long one is cut
 * @param nodes the two nodes: name, instance type, kernel, kubelet and probe image; null: it never
 *     had any
 * @param samples samples taken
 * @param planned samples of its plan
 * @param results figures of the samples taken, the first 20
 * @param warnings why a reader should look twice at it, without the words
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PastRun(
    @JsonPropertyDescription("Identifies the run.") String id,
    @JsonPropertyDescription("The generation that began the run.") Long generation,
    @JsonPropertyDescription("When the operator first saw what was to be measured.")
        String startTime,
    @JsonPropertyDescription("When it ended, either way; absent: it was stopped under way.")
        String completionTime,
    @JsonPropertyDescription("Whether it completed and passed: True or False.") String ready,
    @JsonPropertyDescription("Why, as one word: the STATUS that it had, or Stopped.") String reason,
    @JsonPropertyDescription("Why it is not Ready, as a sentence; a long one is cut.")
        String message,
    @JsonPropertyDescription("The two nodes, with their kernel, kubelet and probe image.")
        NodePair nodes,
    @JsonPropertyDescription("Samples taken.") Integer samples,
    @JsonPropertyDescription("Samples of its plan.") Integer planned,
    @JsonPropertyDescription("Figures of the samples taken, the first 20.")
        List<PastResult> results,
    @JsonPropertyDescription("Why a reader should look twice at it.") List<String> warnings) {

  /** The reason of a run that a changed spec stopped under way. */
  public static final String STOPPED = "Stopped";

  public PastRun {
    results = results == null ? List.of() : List.copyOf(results);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
  }
}
