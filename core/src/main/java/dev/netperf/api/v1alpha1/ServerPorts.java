package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The ports that the server of a run uses: those that the spec names, and for the others some of
 * 20000..29999, drawn by the run's id.
 *
 * @param control the port that the tools talk on, TCP and UDP
 * @param data the port that is measured, TCP and UDP; the tools with one port don't use it
 * @param report the TCP port where the server's pod reports what arrived
 */
public record ServerPorts(
    @JsonPropertyDescription("The port that server and client talk on.") int control,
    @JsonPropertyDescription(
            "The port whose traffic is measured; iperf3 and sockperf use the control port for it.")
        int data,
    @JsonPropertyDescription("The TCP port where the server's pod reports what arrived.")
        int report) {}
