package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * One separate run of the tool over one path.
 *
 * @param index its place in the plan, from 0
 * @param repetition its repetition, from 1; warm-ups are counted for themselves
 * @param path the path measured
 * @param attempt how many attempts of the run had been lost before it
 * @param excluded why it is not counted; null: it is counted
 * @param startTime when its client began, by the client node's clock, RFC 3339 with milliseconds
 * @param endTime when its client ended, by the same clock
 * @param concurrent how many other tests were measured at any time meanwhile; null: none can be
 * @param values one value for each measurement that it takes, with what was seen meanwhile
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Sample(
    @JsonPropertyDescription("Its place in the plan, from 0.") Integer index,
    @JsonPropertyDescription("Its repetition, from 1.") Integer repetition,
    @JsonPropertyDescription("The path measured.") String path,
    @JsonPropertyDescription("How many attempts of the run had been lost before it.")
        Integer attempt,
    @JsonPropertyDescription(
            "Why it is not counted: Warmup or RepetitionParted; unset: it is counted.")
        String excluded,
    @JsonPropertyDescription("When its client began, by the client node's clock.") String startTime,
    @JsonPropertyDescription("When its client ended, by the same clock.") String endTime,
    @JsonPropertyDescription("How many other tests were measured at the same time.")
        Integer concurrent,
    @JsonPropertyDescription("One value for each measurement that it takes.") List<Value> values) {

  public Sample {
    values = values == null ? List.of() : List.copyOf(values);
  }

  /** Whether it was taken over this path. */
  public boolean over(Path wanted) {
    return wanted.name().equals(path);
  }

  /** Whether results are made of it. */
  public boolean counted() {
    return excluded == null;
  }

  /** The same sample, not counted for this reason; null: counted. */
  public Sample excluded(Exclusion reason) {
    var why = reason == null ? null : reason.name();
    return new Sample(
        index, repetition, path, attempt, why, startTime, endTime, concurrent, values);
  }
}
