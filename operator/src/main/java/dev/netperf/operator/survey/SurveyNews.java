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
    for (var failure : failures(before, after)) {
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

  private static List<PairFailure> failures(NetPerfSurveyStatus before, NetPerfSurveyStatus after) {
    var known = before.failures();
    var all = after.failures();
    int from = 0;
    if (known.size() < told(before)) { // where one goes from the list, an older one comes in
      from = all.size();
      while (from > 0 && !known.contains(all.get(from - 1))) {
        from--;
      }
    }
    return all.subList(from, all.size()).stream().filter(f -> !known.contains(f)).toList();
  }

  /** How many pairs there are to tell of; of them the newest are told. */
  private static int told(NetPerfSurveyStatus status) {
    return status.progress() == null ? 0 : status.progress().failed() + status.progress().skipped();
  }

  private static Optional<String> reason(NetPerfSurveyStatus status) {
    return status.condition(Condition.READY).map(Condition::reason);
  }
}
