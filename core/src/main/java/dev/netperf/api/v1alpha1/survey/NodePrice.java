package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.netperf.api.v1alpha1.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/**
 * What an hour of a node costs.
 *
 * @param labels which nodes: those that have all of these labels, 1..4
 * @param price in the currency, above zero
 */
public record NodePrice(
    @JsonPropertyDescription(
            "Labels of the nodes that cost so much, 1 to 4. Of several prices that fit a node, the"
                + " one with most labels holds.")
        @Required
        @ValidationRule(
            value =
                "self.all(k, k.size() <= "
                    + Formats.LONGEST_KEY
                    + " && k.indexOf('/') <= "
                    + Formats.LONGEST_DOMAIN
                    + " && k.matches('"
                    + Formats.LABEL_KEY
                    + "'))",
            message = "labels: every key must be that of a label, such as disk or example.com/disk")
        Map<String, @Size(max = 63) @Pattern(Formats.LABEL_VALUE) String> labels,
    @JsonPropertyDescription("The price of one node for an hour, such as 0.154.")
        @Required
        @Size(max = 14)
        @Pattern("^[0-9]{1,7}([.][0-9]{1,6})?$")
        @ValidationRule(value = "!self.matches('^[0.]*$')", message = "price: must be above zero")
        String price) {

  public NodePrice {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }
}
