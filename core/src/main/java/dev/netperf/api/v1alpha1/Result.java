package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * Statistics over the counted samples of one path, measurement and message size so far, rounded to
 * whole units.
 *
 * @param path the path
 * @param measurement the measurement
 * @param messageSize the message size in bytes where the spec names sizes; else null
 * @param unit the unit of the figures below: bit/s or ns
 * @param samples how many values they are made of
 * @param mean arithmetic mean
 * @param median middle value, or the mean of the two middle ones
 * @param standardDeviation of the sample (n − 1); null below two values
 * @param coefficientOfVariationPercent the standard deviation in percent of the mean, one decimal;
 *     null below two values
 * @param min smallest value
 * @param max largest value
 * @param confidence95 interval for the mean (Student's t), its low end never below 0; null below
 *     two values
 * @param lossPercent UDP bandwidth: mean loss, three decimals; else null
 * @param jitterNanoseconds UDP bandwidth: mean jitter where the tool tells; else null
 * @param percentiles latency percentiles where the tool tells; else empty
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Result(
    @JsonPropertyDescription("The path.") String path,
    @JsonPropertyDescription("The measurement.") String measurement,
    @JsonPropertyDescription("The message size in bytes, where the spec names sizes.")
        Integer messageSize,
    @JsonPropertyDescription("bit/s or ns.") String unit,
    @JsonPropertyDescription("How many values the figures are made of.") Integer samples,
    @JsonPropertyDescription("Arithmetic mean.") Long mean,
    @JsonPropertyDescription("Median.") Long median,
    @JsonPropertyDescription("Sample standard deviation (n - 1); unset below two values.")
        Long standardDeviation,
    @JsonPropertyDescription("Standard deviation in percent of the mean; unset below two values.")
        String coefficientOfVariationPercent,
    @JsonPropertyDescription("Smallest value.") Long min,
    @JsonPropertyDescription("Largest value.") Long max,
    @JsonPropertyDescription("95% interval for the mean; unset below two values.")
        Interval confidence95,
    @JsonPropertyDescription("Mean loss of datagrams, in percent.") String lossPercent,
    @JsonPropertyDescription("Mean jitter of datagrams.") Long jitterNanoseconds,
    @JsonPropertyDescription("Percentiles of latency.") List<PercentileResult> percentiles) {

  public Result {
    percentiles = percentiles == null ? List.of() : List.copyOf(percentiles);
  }
}
