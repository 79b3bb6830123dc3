package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What else was seen while a sample was taken; a fact that nobody told is null. Percentages are of
 * one logical CPU unless said otherwise.
 *
 * @param clientCPUPercent as the tool says: qperf tells of the client's whole node, summed over its
 *     CPUs, iperf3 of its own process; the highest of several measurements
 * @param serverCPUPercent the same on the server's side
 * @param busiestCPUPercent the client node's busiest logical CPU
 * @param softirqPercent soft interrupts of the logical CPU that had most of them
 * @param stealPercent time that the hypervisor took, of all the client node's CPUs together
 * @param throttledMilliseconds how long the client was throttled by a CPU limit
 * @param bytesSent what the measuring TCP sockets had sent at the last look, retransmissions
 *     included; looks are at most a second apart, so it is less than all
 * @param bytesRetransmitted what they had sent again at that look
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SideFacts(
    @JsonPropertyDescription(
            "CPU in percent of one, as the tool says: qperf of the client's node, iperf3 of its process.")
        Integer clientCPUPercent,
    @JsonPropertyDescription("The same on the server's side.") Integer serverCPUPercent,
    @JsonPropertyDescription("The client node's busiest CPU, in percent.")
        Integer busiestCPUPercent,
    @JsonPropertyDescription("Soft interrupts of the CPU that had most of them, in percent.")
        Integer softirqPercent,
    @JsonPropertyDescription("Time that the hypervisor took, in percent of all CPUs.")
        Integer stealPercent,
    @JsonPropertyDescription("How long a CPU limit throttled the client.")
        Long throttledMilliseconds,
    @JsonPropertyDescription(
            "What the measuring TCP sockets had sent at the last look, retransmissions included.")
        Long bytesSent,
    @JsonPropertyDescription("What they had sent again at that look.") Long bytesRetransmitted) {

  /** Nothing was seen. */
  public static final SideFacts NONE =
      new SideFacts(null, null, null, null, null, null, null, null);
}
