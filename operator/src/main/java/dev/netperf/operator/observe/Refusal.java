package dev.netperf.operator.observe;

import dev.netperf.operator.api.v1alpha1.Reason;

/**
 * Why the API server did not create an object that this reconciliation asked for.
 *
 * @param effect what follows
 * @param reason why, as one word
 * @param message the API server's words, the first 2,048 characters: a webhook may have more to say
 *     than fits into a status
 */
public record Refusal(Effect effect, Reason reason, String message) {
  private static final int LONGEST = 2048;

  public Refusal {
    if (message.length() > LONGEST) {
      message = message.substring(0, LONGEST - 1) + "…";
    }
  }

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
