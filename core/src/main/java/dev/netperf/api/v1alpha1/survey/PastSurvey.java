package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * An earlier run of a survey.
 *
 * @param id its id
 * @param generation the generation that began it
 * @param startTime when it began, RFC 3339
 * @param completionTime when it ended; null: a changed spec stopped it
 * @param reason how it ended; Stopped: a changed spec stopped it
 * @param planned pairs of its plan
 * @param measured pairs with values
 * @param groups medians, at most 40
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PastSurvey(
    @JsonPropertyDescription("Identifies the run.") String id,
    @JsonPropertyDescription("The generation that began the run.") Long generation,
    @JsonPropertyDescription("When it began.") String startTime,
    @JsonPropertyDescription("When it ended; unset: a changed spec stopped it.")
        String completionTime,
    @JsonPropertyDescription("How it ended, as one word; Stopped: a changed spec stopped it.")
        String reason,
    @JsonPropertyDescription("Pairs of its plan.") Integer planned,
    @JsonPropertyDescription("Pairs with values.") Integer measured,
    @JsonPropertyDescription("Medians of its groups.") List<PastGroup> groups) {

  public PastSurvey {
    groups = groups == null ? List.of() : List.copyOf(groups);
  }
}
