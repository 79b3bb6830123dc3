package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.PairFailure;
import dev.netperf.run.Announcement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a user would look for in {@code kubectl describe} of a survey. */
final class SurveyNews {
  private SurveyNews() {}

  /** What a status says that the one before did not: failed pairs, a new standing. */
  static List<Announcement> between(NetPerfSurveyStatus before, NetPerfSurveyStatus after) {
    var news = new ArrayList<Announcement>();
    for (var failure : newest(before.failures(), after.failures())) {
      news.add(
          new Announcement(
              true,
              failure.reason(),
              "Pair %s (%s to %s): %s"
                  .formatted(
                      failure.pair(), failure.client(), failure.server(), failure.message())));
    }
    after
        .condition(Condition.READY)
        .filter(ready -> !reason(before).equals(Optional.of(ready.reason())))
        .ifPresent(
            ready ->
                news.add(
                    new Announcement(
                        Reason.named(ready.reason()).filter(Reason::fault).isPresent(),
                        ready.reason(),
                        ready.message())));
    return news;
  }

  /** Those behind all that were there: where one is gone, an older one is told in its place. */
  private static List<PairFailure> newest(List<PairFailure> before, List<PairFailure> after) {
    int from = after.size();
    while (from > 0 && !before.contains(after.get(from - 1))) {
      from--;
    }
    return after.subList(from, after.size());
  }

  private static Optional<String> reason(NetPerfSurveyStatus status) {
    return status.condition(Condition.READY).map(Condition::reason);
  }
}
