package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * The ports of the server that a spec names. Those that it doesn't name, which are null, are drawn
 * for each run: see {@link ServerPorts}.
 *
 * @param control the port that the tools talk on, TCP and UDP, 1024..65535
 * @param data the port that is measured, TCP and UDP, 1024..65535, not the control port
 * @param report the TCP port where the server's pod reports what arrived, 1024..65535, none of the
 *     others
 */
@ValidationRule(
    value = "!has(self.control) || !has(self.data) || self.control != self.data",
    message = "ports.data: must differ from ports.control",
    fieldPath = ".data")
@ValidationRule(
    value =
        "!has(self.report) || (!has(self.control) || self.report != self.control) &&"
            + " (!has(self.data) || self.report != self.data)",
    message = "ports.report: must differ from ports.control and ports.data",
    fieldPath = ".report")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ports(
    @JsonPropertyDescription("The port that server and client talk on. Default: drawn.")
        @Min(1024)
        @Max(65535)
        Integer control,
    @JsonPropertyDescription("The port whose traffic is measured. Default: drawn.")
        @Min(1024)
        @Max(65535)
        Integer data,
    @JsonPropertyDescription(
            "The TCP port where the server's pod reports what arrived. Default: drawn.")
        @Min(1024)
        @Max(65535)
        Integer report) {

  /** All are drawn. */
  public static final Ports DRAWN = new Ports(null, null, null);
}
