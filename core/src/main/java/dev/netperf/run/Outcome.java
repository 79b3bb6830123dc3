package dev.netperf.run;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.text.OneLine;

/**
 * Where a run stands.
 *
 * @param standing how it stands
 * @param reason why, the STATUS column
 * @param message why, for a person
 * @param judged whether what was required was looked at, and all of it is known
 */
public record Outcome(Standing standing, Reason reason, String message, boolean judged) {
  public Outcome {
    message = OneLine.of(message);
  }

  /** How a run stands. */
  public enum Standing {
    /** It goes on, or waits for something that the operator watches. */
    PROGRESSING,
    /** It waits for its user. */
    SUSPENDED,
    /** It ended with every sample taken. */
    SUCCEEDED,
    /** It ended without. */
    FAILED
  }

  /** A standing with nothing judged. */
  public Outcome(Standing standing, Reason reason, String message) {
    this(standing, reason, message, false);
  }

  /** The run goes on. */
  public static Outcome progressing(Reason reason, String message) {
    return new Outcome(Standing.PROGRESSING, reason, message);
  }

  /** The run failed; the reason's advice is added to the message. */
  public static Outcome failed(Reason reason, String message) {
    return new Outcome(Standing.FAILED, reason, withAdvice(reason, OneLine.of(message)));
  }

  /** What was required was looked at and does not hold; the reason's advice is added. */
  public static Outcome breached(Reason reason, String message) {
    var failed = failed(reason, message);
    return new Outcome(failed.standing, reason, failed.message, true);
  }

  /** The same, with one sentence more if it succeeded. */
  public Outcome saying(String more) {
    return standing == Standing.SUCCEEDED && more != null
        ? new Outcome(standing, reason, message + ". " + more, judged)
        : this;
  }

  /** Whether the run ended. */
  public boolean finished() {
    return standing == Standing.SUCCEEDED || standing == Standing.FAILED;
  }

  private static String withAdvice(Reason reason, String message) {
    if (reason.advice().isEmpty()) {
      return message;
    }
    return message + (message.matches("(?s).*[.?!]") ? " " : ". ") + reason.advice();
  }
}
