package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a node was when it was measured: from its Node object at admission, and from the tool. A
 * fact that nobody told is null.
 *
 * @param name the node's name
 * @param instanceType label node.kubernetes.io/instance-type
 * @param zone label topology.kubernetes.io/zone
 * @param region label topology.kubernetes.io/region
 * @param architecture CPU architecture, as amd64
 * @param cpuModel CPU model, as the measuring tool reports it
 * @param cores logical CPUs of the node
 * @param bootID identifies the run of the kernel; two nodes with the same one are one machine
 * @param kernelVersion the kernel's release
 * @param osImage the operating system
 * @param kubeletVersion the kubelet's version
 * @param containerRuntimeVersion the container runtime and its version
 * @param probeImage the probe's image as the container runtime names it, with its digest
 * @param sidecars the names of containers that others added to the probe's pods; null: none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeFacts(
    @JsonPropertyDescription("The node's name.") String name,
    @JsonPropertyDescription("Label node.kubernetes.io/instance-type.") String instanceType,
    @JsonPropertyDescription("Label topology.kubernetes.io/zone.") String zone,
    @JsonPropertyDescription("Label topology.kubernetes.io/region.") String region,
    @JsonPropertyDescription("CPU architecture.") String architecture,
    @JsonPropertyDescription("CPU model, as the measuring tool reports it.") String cpuModel,
    @JsonPropertyDescription("Logical CPUs of the node.") Integer cores,
    @JsonPropertyDescription("Identifies the run of the kernel.") String bootID,
    @JsonPropertyDescription("The kernel's release.") String kernelVersion,
    @JsonPropertyDescription("The operating system.") String osImage,
    @JsonPropertyDescription("The kubelet's version.") String kubeletVersion,
    @JsonPropertyDescription("The container runtime and its version.")
        String containerRuntimeVersion,
    @JsonPropertyDescription("The probe's image as the container runtime names it.")
        String probeImage,
    @JsonPropertyDescription("Containers that others added to the probe's pods.")
        List<String> sidecars) {
  private static final int SIDECARS = 5;

  public NodeFacts {
    sidecars = sidecars == null ? null : List.copyOf(sidecars);
  }

  /** What of it may differ between two runs and explain their difference, in few words. */
  NodeFacts brief() {
    return new NodeFacts(
        name,
        instanceType,
        null,
        null,
        null,
        null,
        null,
        null,
        kernelVersion,
        null,
        kubeletVersion,
        null,
        probeImage,
        null);
  }

  /** The same facts, each text put into a form; those that nobody told stay null. */
  public NodeFacts each(UnaryOperator<String> form) {
    return new NodeFacts(
        told(name, form),
        told(instanceType, form),
        told(zone, form),
        told(region, form),
        told(architecture, form),
        told(cpuModel, form),
        cores,
        told(bootID, form),
        told(kernelVersion, form),
        told(osImage, form),
        told(kubeletVersion, form),
        told(containerRuntimeVersion, form),
        told(probeImage, form),
        sidecars);
  }

  private static String told(String fact, UnaryOperator<String> form) {
    return fact == null ? null : form.apply(fact);
  }

  /**
   * The same facts, with what is known when something was measured.
   *
   * @param model the CPU model that the tool reported, if it did
   * @param image the image that the probe ran, if it is known
   * @param beside containers beside the probe; the first {@value #SIDECARS} are kept
   */
  public NodeFacts with(Optional<String> model, Optional<String> image, List<String> beside) {
    var known = Stream.concat(Stream.ofNullable(sidecars).flatMap(List::stream), beside.stream());
    var all = known.distinct().limit(SIDECARS).toList();
    return new NodeFacts(
        name,
        instanceType,
        zone,
        region,
        architecture,
        model.orElse(cpuModel),
        cores,
        bootID,
        kernelVersion,
        osImage,
        kubeletVersion,
        containerRuntimeVersion,
        image.orElse(probeImage),
        all.isEmpty() ? null : all);
  }
}
