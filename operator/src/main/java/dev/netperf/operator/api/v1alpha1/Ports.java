package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * The server's ports.
 *
 * @param control the port that the tools talk on, TCP and UDP, 1024..65535
 * @param data the port that is measured, TCP and UDP, 1024..65535, not the control port
 * @param report the TCP port where the server's pod gives account of what arrived, 1024..65535,
 *     none of the others
 */
@ValidationRule(
    value = "self.control != self.data",
    message = "ports.data: must differ from ports.control",
    fieldPath = ".data")
@ValidationRule(
    value = "self.report != self.control && self.report != self.data",
    message = "ports.report: must differ from ports.control and ports.data",
    fieldPath = ".report")
public record Ports(
    @JsonPropertyDescription("The port that server and client talk on.")
        @Min(1024)
        @Max(65535)
        @Default("19765")
        Integer control,
    @JsonPropertyDescription("The port whose traffic is measured.")
        @Min(1024)
        @Max(65535)
        @Default("19766")
        Integer data,
    @JsonPropertyDescription("The TCP port where the server's pod gives account of what arrived.")
        @Min(1024)
        @Max(65535)
        @Default("19764")
        Integer report) {

  /** The default ports. */
  public static final Ports DEFAULT = new Ports(null, null, null);

  public Ports {
    control = control == null ? 19765 : control;
    data = data == null ? 19766 : data;
    report = report == null ? 19764 : report;
  }
}
