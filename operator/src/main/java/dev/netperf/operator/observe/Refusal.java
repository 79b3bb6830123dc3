package dev.netperf.operator.observe;

import dev.netperf.api.v1alpha1.Reason;

/**
 * Why the API server did not create an object that this reconciliation asked for, or did not take a
 * status.
 *
 * @param effect what follows
 * @param reason why, as one word
 * @param message the API server's words, as many as there are
 */
public record Refusal(Effect effect, Reason reason, String message) {
  /** What follows from a refusal. */
  public enum Effect {
    /** The same request will be refused for ever: the run fails. */
    RUN_FAILS,
    /** The attempt can't be made, the next one may. */
    ATTEMPT_FAILS,
    /** It may be granted later. */
    TRY_LATER,
    /** The namespace is going, the resource will follow. */
    LEAVE_IT
  }
}
