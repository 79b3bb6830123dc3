package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * What a group's network costs. Only groups whose nodes all have one and the same price have
 * figures.
 *
 * @param currency the currency, as USD
 * @param asOf the day of the price
 * @param nodeHour the price of an hour of one node; null: there is none, or no single one
 * @param ambiguous true: two prices fit a node equally well, or its nodes have different ones, or a
 *     price goes by labels that the plan didn't keep; else null
 * @param paths figures for each path
 * @param message which labels those are, and what to do; null: there are none
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GroupPrice(
    @JsonPropertyDescription("The currency, as USD.") String currency,
    @JsonPropertyDescription("The day of the price.") String asOf,
    @JsonPropertyDescription("The price of an hour of one node.") String nodeHour,
    @JsonPropertyDescription(
            "True: no single price is known to fit the group's nodes, so nothing is computed.")
        Boolean ambiguous,
    @JsonPropertyDescription("Figures for each path.") List<PathPrice> paths,
    @JsonPropertyDescription("What a new run is needed for, where one would tell the price.")
        String message) {

  public GroupPrice {
    paths = paths == null ? List.of() : List.copyOf(paths);
  }
}
