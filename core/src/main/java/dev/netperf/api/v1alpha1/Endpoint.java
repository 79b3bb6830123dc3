package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/**
 * Where one side of the measurement runs.
 *
 * @param nodeName a node's name; null: the operator picks
 * @param nodeSelector labels that the picked node must have; excludes nodeName
 * @param tolerations taints that the picked or named node may have
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!(has(self.nodeName) && has(self.nodeSelector))",
    message = "nodeName and nodeSelector exclude each other",
    fieldPath = ".nodeSelector")
public record Endpoint(
    @JsonPropertyDescription("The node to use. Default: the operator picks one.")
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        String nodeName,
    @JsonPropertyDescription("Labels that a picked node must have. Excludes nodeName. At most 16.")
        @ValidationRule(
            value =
                "self.all(k, k.size() <= "
                    + Formats.LONGEST_KEY
                    + " && k.indexOf('/') <= "
                    + Formats.LONGEST_DOMAIN
                    + " && k.matches('"
                    + Formats.LABEL_KEY
                    + "'))",
            message =
                "nodeSelector: every key must be that of a label, such as disk or example.com/disk")
        Map<String, @Size(max = 63) @Pattern(Formats.LABEL_VALUE) String> nodeSelector,
    @JsonPropertyDescription("Taints that the node may have, as in a pod's spec. At most 16.")
        @Size(max = 16)
        List<Toleration> tolerations) {

  /** Any node without taints. */
  public static final Endpoint ANY = new Endpoint(null, null, null);

  public Endpoint {
    nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
    tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
  }
}
