package dev.netperf.operator.probe;

import java.util.List;
import java.util.Set;

/**
 * What the cluster's owner says of every probe; no resource can.
 *
 * @param image the image of the probes
 * @param architectures those that the image was built for, as {@code kubernetes.io/arch} says them;
 *     none: any
 * @param template what is put on every pod, under what a probe needs
 * @param inheritedLabels keys of labels that a test hands on to its pods
 * @param extendedResources what a spec may ask for beyond cpu, memory and disk
 * @param networkPolicies whether each run gets a NetworkPolicy
 */
public record ProbeSettings(
    String image,
    Set<String> architectures,
    ProbeTemplate template,
    List<String> inheritedLabels,
    ExtendedResources extendedResources,
    boolean networkPolicies) {
  public ProbeSettings {
    architectures = Set.copyOf(architectures);
    inheritedLabels = List.copyOf(inheritedLabels);
  }
}
