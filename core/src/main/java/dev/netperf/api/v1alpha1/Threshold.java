package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * What must hold of one path and measurement. At least one bound is set; all that are set must
 * hold. Absolute bounds are compared with the mean, percent bounds with the ratio to the baseline;
 * a survey's with the median of a group's pairs.
 *
 * @param measurement the measurement
 * @param path the path
 * @param messageSize the message size, where several are measured; else null
 * @param min smallest allowed: bandwidth as a quantity of bit/s (950M, or 950000000, as a number
 *     too), latency as a duration (20us)
 * @param max largest allowed, in the same form
 * @param minPercentOfBaseline smallest allowed in percent of the baseline
 * @param maxPercentOfBaseline largest allowed in percent of the baseline
 * @param group of a survey's: the group of nodes within which it must hold; null: within every
 *     group. A test's schema hasn't got it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "has(self.min) || has(self.max) || has(self.minPercentOfBaseline) ||"
            + " has(self.maxPercentOfBaseline)",
    message = "thresholds: one of min, max, minPercentOfBaseline, maxPercentOfBaseline is needed")
@ValidationRule(
    value = BoundRules.MIN_IS_A_BANDWIDTH,
    message = "min: a bandwidth is a quantity of bit/s above zero, such as 1G or 950M",
    fieldPath = ".min")
@ValidationRule(
    value = BoundRules.MAX_IS_A_BANDWIDTH,
    message = "max: a bandwidth is a quantity of bit/s above zero, such as 1G or 950M",
    fieldPath = ".max")
@ValidationRule(
    value = BoundRules.MIN_IS_A_LATENCY,
    message = "min: a latency is a duration above zero with a unit, such as 500us or 1.5ms",
    fieldPath = ".min")
@ValidationRule(
    value = BoundRules.MAX_IS_A_LATENCY,
    message = "max: a latency is a duration above zero with a unit, such as 500us or 1.5ms",
    fieldPath = ".max")
@ValidationRule(
    value = BoundRules.BANDWIDTHS_IN_ORDER,
    message = "min: must not be above max",
    fieldPath = ".min")
@ValidationRule(
    value = BoundRules.LATENCIES_IN_ORDER,
    message = "min: must not be above max",
    fieldPath = ".min")
@ValidationRule(
    value =
        "!(has(self.minPercentOfBaseline) && has(self.maxPercentOfBaseline)) ||"
            + " self.minPercentOfBaseline <= self.maxPercentOfBaseline",
    message = "minPercentOfBaseline: must not be above maxPercentOfBaseline",
    fieldPath = ".minPercentOfBaseline")
public record Threshold(
    @JsonPropertyDescription("The measurement.") @Required Measurement measurement,
    @JsonPropertyDescription("The path.") @Required Path path,
    @JsonPropertyDescription("The message size in bytes; needed where several are measured.")
        Integer messageSize,
    @JsonPropertyDescription(
            "Smallest mean allowed: bandwidth as bit/s (950M or 950000000), latency as a duration"
                + " (20us).")
        @Size(max = 20)
        String min,
    @JsonPropertyDescription(
            "Largest mean allowed: bandwidth as bit/s (1G or 1000000000), latency as a duration"
                + " (500us).")
        @Size(max = 20)
        String max,
    @JsonPropertyDescription("Smallest allowed, in percent of the baseline.") @Min(1) @Max(100000)
        Integer minPercentOfBaseline,
    @JsonPropertyDescription("Largest allowed, in percent of the baseline.") @Min(1) @Max(100000)
        Integer maxPercentOfBaseline,
    @JsonPropertyDescription(
            "The group within which it must hold, as in status.groups. Default: every group.")
        @Size(min = 1, max = LONGEST_GROUP)
        String group) {

  /** Two values of labels and the slash between them. */
  private static final int LONGEST_GROUP = 127;

  /** Whether it compares with the baseline. */
  public boolean relative() {
    return minPercentOfBaseline != null || maxPercentOfBaseline != null;
  }
}
