package dev.netperf.operator.cluster;

import dev.netperf.operator.observe.Refusal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which field of a spec mends a refusal, where one does: a sentence beside the API server's own
 * words, as Kubernetes 1.34 puts them (admission plugins LimitRanger and ResourceQuota).
 */
final class RefusalAdvice {
  private static final Pattern MISSING =
      Pattern.compile(
          "No (request|limit) is specified"
              + "|no (request|limit) is specified or (request|limit) is 0"
              + "|failed quota: [^:]*: must specify ");

  private static final Pattern BEYOND_A_LIMIT_RANGE =
      Pattern.compile(
          "(minimum|maximum) \\S+ usage per \\S+ is \\S+, but (request|limit) is "
              + "|max limit to request ratio per ");

  /** A quota of pods isn't mended by smaller ones. */
  private static final Pattern BEYOND_A_QUOTA =
      Pattern.compile(
          "exceeded quota: .*requested: \\S*((limits|requests)[.]\\S+|cpu|memory|ephemeral-storage)=");

  private RefusalAdvice() {}

  /** The refusal, with the sentence at the end of its message. */
  static Refusal addedTo(Refusal refusal) {
    return of(refusal.message())
        .map(
            advice ->
                new Refusal(refusal.effect(), refusal.reason(), refusal.message() + ". " + advice))
        .orElse(refusal);
  }

  private static Optional<String> of(String answer) {
    if (MISSING.matcher(answer).find()) {
      return Optional.of("Name what is missing in spec.probe.resources.");
    }
    if (BEYOND_A_LIMIT_RANGE.matcher(answer).find()) {
      return Optional.of("Set spec.probe.resources to what is allowed.");
    }
    if (BEYOND_A_QUOTA.matcher(answer).find()) {
      return Optional.of("Lower spec.probe.resources, or have the quota raised.");
    }
    return Optional.empty();
  }
}
