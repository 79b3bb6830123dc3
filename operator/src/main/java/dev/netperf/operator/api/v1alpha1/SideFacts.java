package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What else was seen while a sample was taken; a fact that nobody told is null. Percentages are of
 * one logical CPU unless said otherwise.
 *
 * @param clientCPUPercent CPU of the client's whole node, as the tool says, summed over its CPUs
 * @param serverCPUPercent CPU of the server's whole node, as the tool says, summed over its CPUs
 * @param busiestCPUPercent the client node's busiest logical CPU
 * @param softirqPercent soft interrupts of the logical CPU that had most of them
 * @param stealPercent time that the hypervisor took, of all the client node's CPUs together
 * @param throttledMilliseconds how long the client was throttled by a CPU limit
 * @param bytesSent what the measuring TCP sockets sent, retransmissions included
 * @param bytesRetransmitted what they sent again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SideFacts(
    @JsonPropertyDescription("CPU of the client's node in percent of one CPU, as the tool says.")
        Integer clientCPUPercent,
    @JsonPropertyDescription("CPU of the server's node in percent of one CPU, as the tool says.")
        Integer serverCPUPercent,
    @JsonPropertyDescription("The client node's busiest CPU, in percent.")
        Integer busiestCPUPercent,
    @JsonPropertyDescription("Soft interrupts of the CPU that had most of them, in percent.")
        Integer softirqPercent,
    @JsonPropertyDescription("Time that the hypervisor took, in percent of all CPUs.")
        Integer stealPercent,
    @JsonPropertyDescription("How long a CPU limit throttled the client.")
        Long throttledMilliseconds,
    @JsonPropertyDescription("What the measuring TCP sockets sent, retransmissions included.")
        Long bytesSent,
    @JsonPropertyDescription("What the measuring TCP sockets sent again.")
        Long bytesRetransmitted) {

  /** Nothing was seen. */
  public static final SideFacts NONE =
      new SideFacts(null, null, null, null, null, null, null, null);
}
