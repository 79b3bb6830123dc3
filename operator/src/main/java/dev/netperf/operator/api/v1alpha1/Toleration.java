package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/**
 * A toleration as in a pod's spec (core/v1).
 *
 * @param key the taint's key; empty with operator Exists: every taint
 * @param operator Equal (the default) or Exists
 * @param value the taint's value, for Equal
 * @param effect the taint's effect; null: every effect
 * @param tolerationSeconds how long a NoExecute taint is tolerated; null: for ever
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Toleration(
    @JsonPropertyDescription("The taint's key; empty with operator Exists: every taint.")
        @Size(max = 316)
        String key,
    @JsonPropertyDescription("Equal (the default) or Exists.") Operator operator,
    @JsonPropertyDescription("The taint's value, for Equal.") @Size(max = 63) String value,
    @JsonPropertyDescription("The taint's effect; empty: every effect.") Effect effect,
    @JsonPropertyDescription("How long a NoExecute taint is tolerated; unset: for ever.")
        Long tolerationSeconds) {

  /** How key and value are compared with a taint's. */
  public enum Operator {
    /** The key is the same, whatever the value. */
    Exists,
    /** Key and value are the same. */
    Equal
  }

  /** What a taint does to pods that don't tolerate it. */
  public enum Effect {
    /** No new pod. */
    NoSchedule,
    /** No new pod where it can be avoided. */
    PreferNoSchedule,
    /** No new pod, and running ones are evicted. */
    NoExecute
  }
}
