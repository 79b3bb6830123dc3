package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A toleration as in a pod's spec (core/v1), under the rules that the API server has for pods: one
 * that no pod can have is of no use.
 *
 * @param key the taint's key; empty with operator Exists: every taint
 * @param operator Equal (the default) or Exists
 * @param value the taint's value, for Equal
 * @param effect the taint's effect; null: every effect
 * @param tolerationSeconds how long a NoExecute taint is tolerated; null: for ever
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.key) && self.key != '' || has(self.operator) && self.operator == 'Exists'",
    message = "operator: must be Exists when key is empty",
    fieldPath = ".operator")
@ValidationRule(
    value =
        "!has(self.operator) || self.operator != 'Exists' || !has(self.value) || self.value == ''",
    message = "value: must be empty when operator is Exists",
    fieldPath = ".value")
@ValidationRule(
    value = "!has(self.tolerationSeconds) || has(self.effect) && self.effect == 'NoExecute'",
    message = "tolerationSeconds: only with effect NoExecute",
    fieldPath = ".tolerationSeconds")
public record Toleration(
    @JsonPropertyDescription("The taint's key; empty with operator Exists: every taint.")
        @Size(max = Formats.LONGEST_KEY)
        @Pattern(Formats.LABEL_KEY_OR_NONE)
        @ValidationRule(
            value = "self.indexOf('/') <= " + Formats.LONGEST_DOMAIN,
            message = "key: the part before the slash has at most 253 characters")
        String key,
    @JsonPropertyDescription("Equal or Exists. Default: Equal.") Operator operator,
    @JsonPropertyDescription("The taint's value, for Equal.")
        @Size(max = 63)
        @Pattern(Formats.LABEL_VALUE)
        String value,
    @JsonPropertyDescription("The taint's effect; empty: every effect.") Effect effect,
    @JsonPropertyDescription("How long a NoExecute taint is tolerated; unset: for ever.")
        Long tolerationSeconds) {

  /** How key and value are compared with a taint's. */
  public enum Operator {
    /** The key is the same, whatever the value. */
    Exists,
    /** Key and value are the same. */
    Equal;

    /** As it is written; an empty one is none, as in a pod. */
    @JsonCreator
    public static Operator of(String text) {
      return text == null || text.isEmpty() ? null : valueOf(text);
    }
  }

  /** What a taint does to pods that don't tolerate it. */
  public enum Effect {
    /** No new pod. */
    NoSchedule,
    /** No new pod where it can be avoided. */
    PreferNoSchedule,
    /** No new pod, and running ones are evicted. */
    NoExecute;

    /** As it is written; an empty one is none, as in a pod. */
    @JsonCreator
    public static Effect of(String text) {
      return text == null || text.isEmpty() ? null : valueOf(text);
    }
  }
}
