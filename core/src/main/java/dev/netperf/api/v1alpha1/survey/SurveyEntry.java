package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * What became of a planned pair.
 *
 * @param pair its place in the plan, from 0
 * @param client the client's node
 * @param server the server's node
 * @param startTime when its first sample began, RFC 3339; null: none did
 * @param endTime when its last sample ended; null: none did
 * @param others the most tests that were measured at the same time as one of its samples
 * @param bytes what its measurements moved, those of a try before among them; null: nothing
 * @param warnings types of the test's warnings
 * @param values every raw value
 * @param failed why it failed; null: it didn't
 * @param skipped why it was not tried; null: it was
 * @param message why, for a person
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SurveyEntry(
    @JsonPropertyDescription("Its place in the plan, from 0.") Integer pair,
    @JsonPropertyDescription("The client's node.") String client,
    @JsonPropertyDescription("The server's node.") String server,
    @JsonPropertyDescription("When its first sample began.") String startTime,
    @JsonPropertyDescription("When its last sample ended.") String endTime,
    @JsonPropertyDescription("The most tests that were measured at the same time.") Integer others,
    @JsonPropertyDescription("Bytes that its measurements moved, those of a try before among them.")
        Long bytes,
    @JsonPropertyDescription("Types of the test's warnings.") List<String> warnings,
    @JsonPropertyDescription("Every raw value.") List<EntryValues> values,
    @JsonPropertyDescription("Why it failed.") String failed,
    @JsonPropertyDescription("Why it was not tried.") String skipped,
    @JsonPropertyDescription("Why, as a sentence.") String message) {

  public SurveyEntry {
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
    values = values == null ? List.of() : List.copyOf(values);
  }

  /** The same, of a pair that moved so many bytes more. */
  public SurveyEntry moving(long more) {
    return more == 0
        ? this
        : new SurveyEntry(
            pair,
            client,
            server,
            startTime,
            endTime,
            others,
            bytes == null ? more : bytes + more,
            warnings,
            values,
            failed,
            skipped,
            message);
  }

  /** Whether it has values. */
  public boolean measured() {
    return failed == null && skipped == null;
  }
}
