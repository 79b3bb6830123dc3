package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A container's resources. Where any requests or limits are given, they are all that a probe has:
 * none of the defaults is added.
 *
 * @param requests what the scheduler sets aside: cpu, memory, ephemeral-storage
 * @param limits what the container may use at most: the same
 * @param extended what a device plugin offers, as {@code example.com/nic}, in whole numbers; both
 *     request and limit, as Kubernetes wants it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = ResourceRules.MEMORY_IN_ORDER,
    message = "requests.memory: must not be above limits.memory",
    fieldPath = ".requests.memory")
@ValidationRule(
    value = ResourceRules.STORAGE_IN_ORDER,
    message = "requests.ephemeral-storage: must not be above limits.ephemeral-storage",
    fieldPath = ".requests['ephemeral-storage']")
public record Resources(
    @JsonPropertyDescription("What the scheduler sets aside.")
        @ValidationRule(value = ResourceRules.KNOWN, message = ResourceRules.UNKNOWN)
        Map<String, Quantity> requests,
    @JsonPropertyDescription("What a probe may use at most.")
        @ValidationRule(value = ResourceRules.KNOWN, message = ResourceRules.UNKNOWN)
        Map<String, Quantity> limits,
    @JsonPropertyDescription(
            "What a device plugin offers (example.com/nic: 1), as request and limit. At most 8, of"
                + " those that the operator's NETPERF_EXTENDED_RESOURCES lists.")
        @ValidationRule(
            value = ResourceRules.EXTENDED,
            message =
                "extended: every name must be domain/name, not of kubernetes.io, such as"
                    + " example.com/nic")
        Map<String, Quantity> extended) {

  public Resources {
    requests = known(requests);
    limits = known(limits);
    extended = known(extended);
  }

  /** Whether any requests or limits are given; else the defaults apply. */
  public boolean amounts() {
    return !requests.isEmpty() || !limits.isEmpty();
  }

  /** A name without a quantity says nothing. */
  private static Map<String, Quantity> known(Map<String, Quantity> given) {
    var known = new TreeMap<String, Quantity>();
    if (given != null) {
      known.putAll(given);
      known.values().removeIf(Objects::isNull);
    }
    return Map.copyOf(known);
  }
}
