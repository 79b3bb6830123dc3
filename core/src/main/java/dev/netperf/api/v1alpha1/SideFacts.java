package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What one end of a measurement saw beside its value; a fact that nobody told is null. Percentages
 * are of one logical CPU unless said otherwise.
 *
 * @param cpuPercent as the tool says: qperf tells of the whole node, summed over its CPUs, iperf3
 *     of its own process
 * @param busiestCPUPercent the node's busiest logical CPU
 * @param softirqPercent soft interrupts of the logical CPU that had most of them
 * @param stealPercent time that the hypervisor took, of all the node's CPUs together
 * @param throttledMilliseconds how long a CPU limit stopped the probe
 * @param bytesSent the client's end, of a TCP bandwidth: what the measuring sockets had sent at the
 *     last look, retransmissions included; looks are at most a second apart, so it is less than all
 * @param bytesRetransmitted the same: what they had sent again at that look
 * @param datagramsReceived the server's end, over UDP: datagrams that were handed to programs, on
 *     the host network to any
 * @param datagramsDropped the server's end, over UDP: datagrams thrown away for want of buffers, by
 *     its node on the host network, else by its pod
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SideFacts(
    @JsonPropertyDescription(
            "CPU in percent of one, as the tool says: qperf of the node, iperf3 of its process.")
        Integer cpuPercent,
    @JsonPropertyDescription("The node's busiest CPU, in percent.") Integer busiestCPUPercent,
    @JsonPropertyDescription("Soft interrupts of the CPU that had most of them, in percent.")
        Integer softirqPercent,
    @JsonPropertyDescription("Time that the hypervisor took, in percent of all CPUs.")
        Integer stealPercent,
    @JsonPropertyDescription("How long a CPU limit stopped the probe.") Long throttledMilliseconds,
    @JsonPropertyDescription(
            "What the measuring TCP sockets had sent at the last look, retransmissions included.")
        Long bytesSent,
    @JsonPropertyDescription("What they had sent again at that look.") Long bytesRetransmitted,
    @JsonPropertyDescription("Datagrams that the server's end handed to programs.")
        Long datagramsReceived,
    @JsonPropertyDescription("Datagrams that the server's end threw away for want of buffers.")
        Long datagramsDropped) {}
