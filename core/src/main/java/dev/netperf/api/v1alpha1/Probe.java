package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What may be set of the probe pods.
 *
 * @param resources requests and limits of each probe; null: small requests, a memory limit that
 *     fits the plan, no CPU limit
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Probe(
    @JsonPropertyDescription(
            "Requests and limits of each probe pod. Default: small requests and a memory limit that"
                + " fits the plan; no CPU limit, which would throttle the measurement.")
        Resources resources) {}
