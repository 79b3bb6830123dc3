package dev.netperf.operator.probe;

import dev.netperf.api.v1alpha1.Formats;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Probe;
import dev.netperf.api.v1alpha1.Resources;
import dev.netperf.tool.ProbeMemory;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is wrong with a spec's resources. The API server says most of it when a spec is written; not
 * what is said of a cpu, and not which extended resources the operator allows.
 */
public final class ResourceFault {
  /** As in the schema; anything else is never computed. */
  private static final Pattern QUANTITY = Pattern.compile(Formats.QUANTITY);

  private static final String FIELD = "spec.probe.resources.";

  private ResourceFault() {}

  /** The fault as a sentence that names the field; empty where there is none. */
  public static Optional<String> of(NetPerfTestSpec spec, ExtendedResources extended) {
    return Optional.ofNullable(spec.probe())
        .map(Probe::resources)
        .flatMap(
            resources ->
                malformed("requests", resources.requests())
                    .or(() -> malformed("limits", resources.limits()))
                    .or(() -> malformed("extended", resources.extended()))
                    .or(() -> aboveItsLimit(resources))
                    .or(() -> tooLittleMemory(resources, ProbeMemory.of(spec)))
                    .or(() -> notAllowed(resources, extended)));
  }

  private static Optional<String> malformed(String where, Map<String, Quantity> amounts) {
    return new TreeMap<>(amounts)
        .entrySet().stream()
            .filter(amount -> value(amount.getValue()).isEmpty())
            .findFirst()
            .map(amount -> FIELD + where + "." + amount.getKey() + " must be a quantity");
  }

  private static Optional<String> aboveItsLimit(Resources resources) {
    return new TreeMap<>(resources.requests())
        .entrySet().stream()
            .filter(
                request ->
                    value(resources.limits().get(request.getKey()))
                        .filter(
                            limit -> value(request.getValue()).orElseThrow().compareTo(limit) > 0)
                        .isPresent())
            .findFirst()
            .map(
                request ->
                    (FIELD + "requests." + request.getKey())
                        + (" must not be above limits." + request.getKey()));
  }

  /** A limit of nothing is none. */
  private static Optional<String> tooLittleMemory(Resources resources, ProbeMemory memory) {
    return value(resources.limits().get("memory"))
        .filter(limit -> limit.signum() > 0)
        .filter(limit -> limit.compareTo(BigDecimal.valueOf(memory.least())) < 0)
        .map(
            limit ->
                (FIELD + "limits.memory must be at least " + memory.least())
                    + " for this tool with these streams and messageSizes");
  }

  private static Optional<String> notAllowed(Resources resources, ExtendedResources extended) {
    return extended
        .refused(resources.extended().keySet())
        .map(
            name ->
                (FIELD + "extended names " + name)
                    + ", which the operator's NETPERF_EXTENDED_RESOURCES does not list");
  }

  private static Optional<BigDecimal> value(Quantity quantity) {
    return Optional.ofNullable(quantity)
        .filter(given -> QUANTITY.matcher(given.toString()).matches())
        .map(Quantity::getNumericalAmount);
  }
}
