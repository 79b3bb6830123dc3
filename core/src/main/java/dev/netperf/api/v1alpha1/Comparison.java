package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A path compared with the baseline, paired by repetition: of each repetition the ratio of the two
 * values, of the ratios the geometric mean, and its interval by Student's t over their logarithms.
 *
 * @param measurement the measurement
 * @param path the path compared
 * @param baseline what it is compared with
 * @param messageSize the message size in bytes where the spec names sizes; else null
 * @param pairs how many repetitions have both values
 * @param percentOfBaseline the geometric mean of the ratios, in percent, one decimal
 * @param medianPercent the median of the ratios, in percent, one decimal
 * @param confidence95 interval of percentOfBaseline; null below two pairs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Comparison(
    @JsonPropertyDescription("The measurement, as in spec.measurements.") String measurement,
    @JsonPropertyDescription("The path compared, as in spec.paths.") String path,
    @JsonPropertyDescription("The path that it is compared with.") String baseline,
    @JsonPropertyDescription("The message size in bytes, where the spec names sizes.")
        Integer messageSize,
    @JsonPropertyDescription("How many repetitions have both values.") Integer pairs,
    @JsonPropertyDescription("Geometric mean of the ratios of the repetitions, in percent.")
        String percentOfBaseline,
    @JsonPropertyDescription("Median of the ratios, in percent.") String medianPercent,
    @JsonPropertyDescription("95% interval of percentOfBaseline; unset below two pairs.")
        PercentInterval confidence95) {

  /** The one that compares what a result tells of; empty: it was compared with nothing. */
  public static Optional<Comparison> of(Result result, List<Comparison> all) {
    return all.stream().filter(comparison -> comparison.compares(result)).findFirst();
  }

  private boolean compares(Result result) {
    return path.equals(result.path())
        && measurement.equals(result.measurement())
        && Objects.equals(messageSize, result.messageSize());
  }
}
