package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The network interface through which the client of a path reaches its server, as the client's pod
 * sees it.
 *
 * @param path the path
 * @param name the interface's name
 * @param mtu its maximum transmission unit in bytes
 * @param queueingDiscipline its queueing discipline, as fq_codel
 * @param congestionControl TCP's congestion control in the client's network namespace, as cubic
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InterfaceFacts(
    @JsonPropertyDescription("The path.") String path,
    @JsonPropertyDescription("The interface's name.") String name,
    @JsonPropertyDescription("Maximum transmission unit in bytes.") Integer mtu,
    @JsonPropertyDescription("Queueing discipline.") String queueingDiscipline,
    @JsonPropertyDescription("TCP congestion control of the client.") String congestionControl) {}
