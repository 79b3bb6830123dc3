package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * A condition as in meta/v1, with a meaning that kstatus, Flux and {@code kubectl wait} share. Argo
 * CD reads no conditions of kinds that it doesn't know.
 *
 * @param type Ready, Reconciling, Stalled, Complete, Failed, Finished or Passed
 * @param status True, False or Unknown
 * @param reason a {@link Reason}
 * @param message what it means, for a person
 * @param lastTransitionTime when the status last changed, RFC 3339
 * @param observedGeneration the generation that it speaks of
 */
public record Condition(
    @JsonPropertyDescription("Ready, Reconciling, Stalled, Complete, Failed, Finished or Passed.")
        @Required
        String type,
    @JsonPropertyDescription("True, False or Unknown.") @Required String status,
    @JsonPropertyDescription("Why, as one word.") @Required String reason,
    @JsonPropertyDescription("Why, as a sentence.") @Required String message,
    @JsonPropertyDescription("When the status last changed.") @Required String lastTransitionTime,
    @JsonPropertyDescription("The generation that the condition speaks of.")
        Long observedGeneration) {

  /** The same condition with this message. */
  public Condition with(String text) {
    return new Condition(type, status, reason, text, lastTransitionTime, observedGeneration);
  }

  /** The type whose reason is the STATUS column. */
  public static final String READY = "Ready";

  /** Present only while True: the operator works on it. */
  public static final String RECONCILING = "Reconciling";

  /** Present only while True: it failed. */
  public static final String STALLED = "Stalled";

  /** Present only while True: every sample was taken, and every threshold held, as of a Job. */
  public static final String COMPLETE = "Complete";

  /** Present only while True: it failed, or a threshold did not hold, as of a Job. */
  public static final String FAILED = "Failed";

  /** True as soon as the run ended, either way. */
  public static final String FINISHED = "Finished";

  /** True when every threshold held. */
  public static final String PASSED = "Passed";
}
