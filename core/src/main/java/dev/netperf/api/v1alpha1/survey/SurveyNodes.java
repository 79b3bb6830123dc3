package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.netperf.api.v1alpha1.Formats;
import dev.netperf.api.v1alpha1.Toleration;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/**
 * Which nodes are surveyed: those that are Ready, schedulable and fit the probe image.
 *
 * @param selector labels that a node must have; empty: every node
 * @param exclude names of nodes to leave out
 * @param tolerations taints that a node may have
 * @param max the most nodes, 2..1000; if more fit, so many are drawn evenly from the groups
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SurveyNodes(
    @JsonPropertyDescription("Labels that a node must have. Default: every node. At most 16.")
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
                "selector: every key must be that of a label, such as disk or example.com/disk")
        Map<String, @Size(max = 63) @Pattern(Formats.LABEL_VALUE) String> selector,
    @JsonPropertyDescription("Names of nodes to leave out. At most 100.")
        @Size(max = 100)
        @ValidationRule(
            value = "self.all(n, self.exists_one(o, o == n))",
            message = "exclude: no duplicates")
        List<@Size(min = 1, max = 253) @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$") String> exclude,
    @JsonPropertyDescription("Taints that a node may have, as in a pod's spec. At most 16.")
        @Size(max = 16)
        List<Toleration> tolerations,
    @JsonPropertyDescription(
            "The most nodes that are surveyed. If more fit, so many are drawn evenly from the"
                + " groups.")
        @Min(2)
        @Max(1000)
        @Default("500")
        Integer max) {

  /** Every node without taints, at most 500. */
  public static final SurveyNodes ALL = new SurveyNodes(null, null, null, null);

  public SurveyNodes {
    selector = selector == null ? Map.of() : Map.copyOf(selector);
    exclude = exclude == null ? List.of() : List.copyOf(exclude);
    tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    max = max == null ? 500 : max;
  }
}
