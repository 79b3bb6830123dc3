package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * The ports that the server listens on, for TCP and UDP.
 *
 * @param control the port that the tools talk on, 1024..65535
 * @param data the port that is measured, 1024..65535, not the control port
 */
@ValidationRule(
    value = "self.control != self.data",
    message = "ports.data: must differ from ports.control",
    fieldPath = ".data")
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
        Integer data) {

  /** The default ports. */
  public static final Ports DEFAULT = new Ports(null, null);

  public Ports {
    control = control == null ? 19765 : control;
    data = data == null ? 19766 : data;
  }
}
