package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * The values in force of fields whose default depends on others.
 *
 * @param measurements what is measured
 * @param baseline the path that the others are compared with
 * @param activeDeadlineSeconds bound on the run, in seconds from its admission
 */
public record Effective(
    @JsonPropertyDescription("What is measured.") List<Measurement> measurements,
    @JsonPropertyDescription("The path that the others are compared with.") Path baseline,
    @JsonPropertyDescription("Bound on the run, in seconds from its admission.")
        Integer activeDeadlineSeconds) {

  public Effective {
    measurements = measurements == null ? List.of() : List.copyOf(measurements);
  }
}
