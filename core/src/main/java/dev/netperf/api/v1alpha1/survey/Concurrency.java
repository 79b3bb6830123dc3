package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/**
 * How much is measured at a time.
 *
 * @param maxPairs pairs at a time, 1..100; more than one share what lies between nodes
 */
public record Concurrency(
    @JsonPropertyDescription(
            "Pairs at a time. With 1 the survey shares nothing with itself. The operator's own"
                + " bound (NETPERF_MAX_CONCURRENT_SAMPLES) holds for all tests together.")
        @Min(1)
        @Max(100)
        @Default("1")
        Integer maxPairs) {

  /** One pair at a time. */
  public static final Concurrency ONE = new Concurrency(null);

  public Concurrency {
    maxPairs = maxPairs == null ? 1 : maxPairs;
  }
}
