package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * Statistics over the measured pairs of a group, of one path, measurement and message size. A
 * pair's figure is the mean of its values.
 *
 * @param path the path
 * @param measurement the measurement
 * @param messageSize the message size in bytes where the template names sizes; else null
 * @param unit bit/s or ns
 * @param pairs how many pairs it is made of
 * @param median of the pairs' figures
 * @param low low end of the 95% interval of the median; null: there are too few nodes for one
 * @param high its high end
 * @param p5 the fifth percentile; null below 20 pairs
 * @param min smallest of the pairs' figures
 * @param max largest
 * @param basis of what the interval is made: Pairs, or OnePair (of that pair's repetitions)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupResult(
    @JsonPropertyDescription("The path.") String path,
    @JsonPropertyDescription("The measurement.") String measurement,
    @JsonPropertyDescription("The message size in bytes, where the template names sizes.")
        Integer messageSize,
    @JsonPropertyDescription("bit/s or ns.") String unit,
    @JsonPropertyDescription("How many pairs it is made of.") Integer pairs,
    @JsonPropertyDescription("Median of the pairs' means.") Long median,
    @JsonPropertyDescription("Low end of the 95% interval of the median; unset: too few nodes.")
        Long low,
    @JsonPropertyDescription("High end of that interval.") Long high,
    @JsonPropertyDescription("The fifth percentile of the pairs' means; unset below 20 pairs.")
        Long p5,
    @JsonPropertyDescription("The smallest of the pairs' means.") Long min,
    @JsonPropertyDescription("The largest of the pairs' means.") Long max,
    @JsonPropertyDescription("What the interval is made of: Pairs, or OnePair's repetitions.")
        String basis) {}
