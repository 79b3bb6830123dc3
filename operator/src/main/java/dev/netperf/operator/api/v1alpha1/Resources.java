package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * A container's resources, {@code cpu} and {@code memory} only.
 *
 * @param requests what the scheduler sets aside
 * @param limits what the container may use at most
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Resources(
    @JsonPropertyDescription("What the scheduler sets aside: cpu, memory.")
        Map<String, Quantity> requests,
    @JsonPropertyDescription("What a probe may use at most: cpu, memory.")
        Map<String, Quantity> limits) {

  public Resources {
    requests = requests == null ? Map.of() : Map.copyOf(requests);
    limits = limits == null ? Map.of() : Map.copyOf(limits);
  }
}
