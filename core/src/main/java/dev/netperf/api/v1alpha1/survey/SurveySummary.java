package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.netperf.api.v1alpha1.PathSummary;

/**
 * The row of {@code kubectl get}: medians over all pairs. Where there are several groups such a
 * median says nothing, and the text says so.
 *
 * @param host over HostToHost; null: several groups, or not measured
 * @param pod over PodToPod
 * @param bandwidth the HOST column: its median, or "by group"
 * @param ratio the RATIO column: the median percentage of PodToPod, or "by group"
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SurveySummary(
    @JsonPropertyDescription("Medians over HostToHost; unset with several groups.")
        PathSummary host,
    @JsonPropertyDescription("Medians over PodToPod; unset with several groups.") PathSummary pod,
    @JsonPropertyDescription("The HOST column: its median bandwidth, or by group.")
        String bandwidth,
    @JsonPropertyDescription("The RATIO column: the median of PodToPod's percentages, or by group.")
        String ratio) {}
