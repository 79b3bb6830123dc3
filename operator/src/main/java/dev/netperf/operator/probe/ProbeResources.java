package dev.netperf.operator.probe;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Probe;
import dev.netperf.api.v1alpha1.Resources;
import dev.netperf.tool.ProbeMemory;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.Optional;

/** The resources of a probe's container: the test's own, or the cluster's, or the operator's. */
final class ProbeResources {
  private static final Quantity CPU_REQUEST = new Quantity("100m");

  private ProbeResources() {}

  /**
   * What the spec gives, or else the template; else small requests, a memory limit that fits the
   * plan, and no CPU limit, which would throttle what is measured.
   */
  static ResourceRequirements of(NetPerfTestSpec spec, ProbeTemplate template) {
    var given = Optional.ofNullable(spec.probe()).map(Probe::resources);
    var own =
        given
            .filter(Resources::amounts)
            .map(
                amounts ->
                    new ResourceRequirementsBuilder()
                        .withRequests(amounts.requests())
                        .withLimits(amounts.limits())
                        .build());
    var resources =
        own.or(() -> Optional.ofNullable(template.container().getResources()))
            .orElseGet(() -> defaults(ProbeMemory.of(spec)));
    var extended = given.map(Resources::extended).orElse(Map.of());
    return new ResourceRequirementsBuilder(resources)
        .addToRequests(extended)
        .addToLimits(extended)
        .build();
  }

  private static ResourceRequirements defaults(ProbeMemory memory) {
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", CPU_REQUEST)
        .addToRequests("memory", memory.request())
        .addToLimits("memory", memory.limit())
        .build();
  }
}
