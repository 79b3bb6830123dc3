package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * The run that the status tells of. Times are RFC 3339.
 *
 * @param id eight hexadecimal digits: a hash of the resource's uid, the generation that began the
 *     run, and what is measured
 * @param generation the generation that began the run
 * @param startTime when the operator first saw what is to be measured
 * @param ineligibleTime since when no eligible nodes are found; null: there are some
 * @param admissionTime when the nodes were given to it; null: not (yet, or not any more)
 * @param suspendedTime when it gave its nodes back on suspension; null: it didn't
 * @param deadline when it fails at the latest; null before its first admission
 * @param interruptions how many attempts failed or were parted from their repetition; null: none
 * @param completionTime when it ended, either way; null before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Run(
    @JsonPropertyDescription("Identifies the run; part of its pods' names.") String id,
    @JsonPropertyDescription("The generation that began the run.") Long generation,
    @JsonPropertyDescription("When the operator first saw what is to be measured.")
        String startTime,
    @JsonPropertyDescription("Since when no eligible nodes are found.") String ineligibleTime,
    @JsonPropertyDescription("When the nodes were given to it.") String admissionTime,
    @JsonPropertyDescription("When it gave its nodes back on suspension.") String suspendedTime,
    @JsonPropertyDescription("When it fails at the latest.") String deadline,
    @JsonPropertyDescription("Attempts that failed or were parted from their repetition.")
        Integer interruptions,
    @JsonPropertyDescription("When it ended, either way.") String completionTime) {}
