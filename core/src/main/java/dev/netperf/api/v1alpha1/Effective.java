package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * The values in force of fields whose default depends on others, and what else a run goes by.
 *
 * @param measurements what is measured
 * @param baseline the path that the others are compared with
 * @param ipFamily the IP version of the traffic; null until the server's node is known
 * @param activeDeadlineSeconds bound on the run, in seconds from its admission
 * @param plannedSeconds how long is measured, with the pauses; starting pods comes on top
 * @param bytesAtGigabit how many bytes the measurements move at 1 Gbit/s; at another rate as many
 *     times more
 * @param ports the server's ports; null where an earlier version wrote the status
 * @param toolVersion the tool's version, as it says itself on the client's node; null before the
 *     first sample, and where an earlier version of the probe image measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Effective(
    @JsonPropertyDescription("What is measured.") List<String> measurements,
    @JsonPropertyDescription("The path that the others are compared with.") String baseline,
    @JsonPropertyDescription("The IP version of the traffic: IPv4 or IPv6.") String ipFamily,
    @JsonPropertyDescription("Bound on the run, in seconds from its admission.")
        Integer activeDeadlineSeconds,
    @JsonPropertyDescription(
            "How long is measured in seconds, with the pauses; starting pods comes on top.")
        Long plannedSeconds,
    @JsonPropertyDescription(
            "How many bytes the measurements move at 1 Gbit/s; at 10 Gbit/s ten times as"
                + " many.")
        Long bytesAtGigabit,
    @JsonPropertyDescription("The server's ports, to which a firewall must let the client.")
        ServerPorts ports,
    @JsonPropertyDescription(
            "The tool's version, as it says itself on the client's node; unset before the first"
                + " sample.")
        String toolVersion) {

  public Effective {
    measurements = measurements == null ? List.of() : List.copyOf(measurements);
  }
}
