package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A path in percent of the baseline, from the ratios within each repetition.
 *
 * @param path the path that is compared
 * @param baseline the path that it is compared with
 * @param measurement the measurement: a bandwidth where one is measured, else a latency
 * @param text the geometric mean of the ratios, and how far from it the farther end of its 95%
 *     interval is, both as a comparison shows them, in percent: {@code 96.5% ±0.2} of 96.5 and 96.4
 *     to 96.7; without the latter below two repetitions
 * @param permille the geometric mean in whole thousandths: 965
 */
public record RatioSummary(
    @JsonPropertyDescription("The path that is compared, as in spec.paths.") String path,
    @JsonPropertyDescription("The path that it is compared with.") String baseline,
    @JsonPropertyDescription("The measurement: a bandwidth where one is measured.")
        String measurement,
    @JsonPropertyDescription(
            "The mean of the ratios in percent, and how far away the farther end of its 95% interval"
                + " is.")
        String text,
    @JsonPropertyDescription("The mean of the ratios in whole thousandths, to sort by.")
        Long permille) {}
