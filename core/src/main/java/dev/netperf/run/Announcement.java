package dev.netperf.run;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user would look for in {@code kubectl describe}.
 *
 * @param warning whether something is wrong
 * @param reason why, as one word
 * @param note why, as a sentence
 */
public record Announcement(boolean warning, String reason, String note) {

  /** What a status says that the one before did not: a new standing, failures, warnings. */
  public static List<Announcement> between(NetPerfTestStatus before, NetPerfTestStatus after) {
    return Stream.concat(course(before, after).stream(), warnings(before, after).stream()).toList();
  }

  /** Of them, how the run goes: a new standing, failures. */
  public static List<Announcement> course(NetPerfTestStatus before, NetPerfTestStatus after) {
    var news = new ArrayList<Announcement>();
    for (var failure : after.failures()) {
      if (!before.failures().contains(failure)) {
        news.add(new Announcement(true, failure.reason(), text(failure)));
      }
    }
    after
        .condition(Condition.READY)
        .filter(ready -> !reason(before).equals(Optional.of(ready.reason())))
        .ifPresent(ready -> news.add(of(ready)));
    return news;
  }

  /** Of each type the first. */
  private static List<Announcement> warnings(NetPerfTestStatus before, NetPerfTestStatus after) {
    var known = before.warnings().stream().map(Warning::type).collect(Collectors.toSet());
    return after.warnings().stream()
        .filter(warning -> known.add(warning.type()))
        .map(warning -> new Announcement(true, warning.type(), warning.message()))
        .toList();
  }

  private static Announcement of(Condition ready) {
    var fault = Reason.named(ready.reason()).filter(Reason::fault).isPresent();
    return new Announcement(fault, ready.reason(), ready.message());
  }

  private static Optional<String> reason(NetPerfTestStatus status) {
    return status.condition(Condition.READY).map(Condition::reason);
  }

  private static String text(Failure failure) {
    return "Sample "
        + (failure.sample() + 1)
        + " ("
        + failure.path()
        + "), attempt "
        + (failure.attempt() + 1)
        + " failed: "
        + failure.message();
  }
}
