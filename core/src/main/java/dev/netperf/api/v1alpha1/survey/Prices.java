package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What nodes cost. The operator asks nobody: prices are given, and dated.
 *
 * @param currency ISO 4217, as USD
 * @param asOf the day of these prices, as 2026-11-28; shown with every figure
 * @param nodeHour prices of an hour, 1..200
 */
public record Prices(
    @JsonPropertyDescription("The currency, as USD.") @Required @Pattern("^[A-Z]{3}$")
        String currency,
    @JsonPropertyDescription("The day of these prices, as 2026-11-28.")
        @Required
        @Pattern("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
        String asOf,
    @JsonPropertyDescription("Prices of an hour of one node, by its labels. At most 200.")
        @Required
        @Size(min = 1, max = 200)
        @ValidationRule(
            value = "self.all(p, self.exists_one(q, q.labels == p.labels))",
            message = "nodeHour: no two prices for the same labels")
        List<NodePrice> nodeHour) {

  public Prices {
    nodeHour = nodeHour == null ? List.of() : List.copyOf(nodeHour);
  }
}
