package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What is kept of a result of an earlier run: enough to compare two runs, and to draw a trend.
 *
 * @param path the path
 * @param measurement the measurement
 * @param messageSize the message size in bytes where the spec named sizes; else null
 * @param unit the unit of mean and confidence95: bit/s or ns
 * @param samples how many values they are made of
 * @param mean arithmetic mean
 * @param confidence95 interval for the mean; null below two values
 * @param percentOfBaseline as a {@link Comparison} has it; null: it was compared with nothing
 * @param percentConfidence95 interval of percentOfBaseline; null below two pairs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PastResult(
    @JsonPropertyDescription("The path.") String path,
    @JsonPropertyDescription("The measurement.") String measurement,
    @JsonPropertyDescription("The message size in bytes, where the spec named sizes.")
        Integer messageSize,
    @JsonPropertyDescription("bit/s or ns.") String unit,
    @JsonPropertyDescription("How many values the figures are made of.") Integer samples,
    @JsonPropertyDescription("Arithmetic mean.") Long mean,
    @JsonPropertyDescription("95% interval for the mean; unset below two values.")
        Interval confidence95,
    @JsonPropertyDescription("Geometric mean of the ratios to the baseline, in percent.")
        String percentOfBaseline,
    @JsonPropertyDescription("95% interval of percentOfBaseline; unset below two pairs.")
        PercentInterval percentConfidence95) {

  /** What is kept of a result and of its comparison; null: it was compared with nothing. */
  public static PastResult of(Result result, Comparison comparison) {
    return new PastResult(
        result.path(),
        result.measurement(),
        result.messageSize(),
        result.unit(),
        result.samples(),
        result.mean(),
        result.confidence95(),
        comparison == null ? null : comparison.percentOfBaseline(),
        comparison == null ? null : comparison.confidence95());
  }
}
