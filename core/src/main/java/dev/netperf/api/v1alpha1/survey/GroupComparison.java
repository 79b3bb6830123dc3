package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A path against the baseline over the measured pairs of a group. A pair's figure is the geometric
 * mean of the ratios of its repetitions.
 *
 * @param path the path compared
 * @param measurement the measurement
 * @param messageSize the message size in bytes where the template names sizes; else null
 * @param baseline what it is compared with
 * @param pairs how many pairs it is made of
 * @param percentOfBaseline median of the pairs' figures, one decimal
 * @param low low end of its 95% interval; null: there are too few nodes for one
 * @param high its high end
 * @param min smallest of the pairs' figures
 * @param max largest
 * @param basis of what the interval is made: Pairs, or OnePair (of that pair's repetitions)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupComparison(
    @JsonPropertyDescription("The path compared.") String path,
    @JsonPropertyDescription("The measurement.") String measurement,
    @JsonPropertyDescription("The message size in bytes, where the template names sizes.")
        Integer messageSize,
    @JsonPropertyDescription("The path that it is compared with.") String baseline,
    @JsonPropertyDescription("How many pairs it is made of.") Integer pairs,
    @JsonPropertyDescription("Median of the pairs' percentages.") String percentOfBaseline,
    @JsonPropertyDescription("Low end of its 95% interval; unset: too few nodes.") String low,
    @JsonPropertyDescription("High end of that interval.") String high,
    @JsonPropertyDescription("The smallest of the pairs' percentages.") String min,
    @JsonPropertyDescription("The largest of the pairs' percentages.") String max,
    @JsonPropertyDescription("What the interval is made of: Pairs, or OnePair's repetitions.")
        String basis) {}
