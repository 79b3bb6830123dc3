package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A pair that failed or was skipped.
 *
 * @param pair its place in the plan, from 0
 * @param client the client's node
 * @param server the server's node
 * @param reason why
 * @param message why, for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PairFailure(
    @JsonPropertyDescription("Its place in the plan, from 0.") Integer pair,
    @JsonPropertyDescription("The client's node.") String client,
    @JsonPropertyDescription("The server's node.") String server,
    @JsonPropertyDescription("Why, as one word.") String reason,
    @JsonPropertyDescription("Why, as a sentence.") String message) {}
