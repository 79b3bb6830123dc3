package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * What must hold for a survey to pass.
 *
 * @param minMeasuredPercent how many of the planned pairs must be measured, in percent, 1..100
 */
public record Requirements(
    @JsonPropertyDescription("How many of the planned pairs must be measured, in percent.")
        @Min(1)
        @Max(100)
        @Default("90")
        Integer minMeasuredPercent) {

  /** Nine pairs of ten. */
  public static final Requirements DEFAULT = new Requirements(null);

  public Requirements {
    minMeasuredPercent = minMeasuredPercent == null ? 90 : minMeasuredPercent;
  }
}
