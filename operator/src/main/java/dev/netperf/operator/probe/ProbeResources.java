package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.api.v1alpha1.Probe;
import dev.netperf.operator.api.v1alpha1.Resources;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.Optional;

/** The resources of a probe's container. */
final class ProbeResources {
  private static final Quantity CPU_REQUEST = new Quantity("100m");

  private ProbeResources() {}

  /**
   * What the spec gives; else small requests, a memory limit that fits the plan, and no CPU limit,
   * which would throttle what is measured.
   */
  static ResourceRequirements of(NetPerfTestSpec spec) {
    var given = Optional.ofNullable(spec.probe()).map(Probe::resources);
    var resources = new ResourceRequirementsBuilder();
    given
        .filter(Resources::amounts)
        .ifPresentOrElse(
            amounts -> resources.withRequests(amounts.requests()).withLimits(amounts.limits()),
            () -> defaults(resources, ProbeMemory.of(spec)));
    var extended = given.map(Resources::extended).orElse(Map.of());
    return resources.addToRequests(extended).addToLimits(extended).build();
  }

  private static void defaults(ResourceRequirementsBuilder resources, ProbeMemory memory) {
    resources
        .addToRequests("cpu", CPU_REQUEST)
        .addToRequests("memory", memory.request())
        .addToLimits("memory", memory.limit());
  }
}
