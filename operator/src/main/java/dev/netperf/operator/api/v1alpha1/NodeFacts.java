package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

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
        String containerRuntimeVersion) {

  /** The same facts, with the CPU model that the tool reported. */
  public NodeFacts withCpuModel(String model) {
    return new NodeFacts(
        name,
        instanceType,
        zone,
        region,
        architecture,
        model,
        cores,
        bootID,
        kernelVersion,
        osImage,
        kubeletVersion,
        containerRuntimeVersion);
  }
}
