package dev.netperf.run;

import dev.netperf.api.v1alpha1.Run;
import dev.netperf.text.Times;
import java.time.Duration;
import java.time.Instant;

/** What the events in the life of a run change of its record. */
final class RunTimes {
  private RunTimes() {}

  /**
   * With its nodes. After a suspension the deadline moves by the time that it lasted; while a probe
   * is refused, the clock goes on.
   */
  static Run admitted(Run run, Duration limit, Instant now) {
    return run.change()
        .ineligible(null)
        .admitted(Times.seconds(now))
        .suspended(null)
        .deadline(deadline(run, limit, now))
        .made();
  }

  private static String deadline(Run run, Duration limit, Instant now) {
    if (run.deadline() == null) {
      return Times.seconds(now.plus(limit));
    }
    return run.suspendedTime() == null
        ? run.deadline()
        : Times.seconds(
            Instant.parse(run.deadline())
                .plus(Duration.between(Instant.parse(run.suspendedTime()), now)));
  }

  static Run suspended(Run run, Instant now) {
    return run.change()
        .ineligible(null)
        .admitted(null)
        .suspended(Times.millis(now))
        .refused(null, null)
        .made();
  }

  static Run queued(Run run, Instant now) {
    return run.change().queued(Times.seconds(now), run.queuedSeconds()).made();
  }

  /** Still queued, as it was before. */
  static Run queuedAs(Run run, Run before, int longer) {
    var still =
        run.change()
            .queued(before.queuedTime(), before.queuedSeconds())
            .deadline(before.deadline())
            .made();
    return before.deadline() == null ? still : limited(still, longer);
  }

  /** The deadline moves by the time in the queue. */
  static Run dequeued(Run run, Instant now) {
    var waited = Duration.between(Instant.parse(run.queuedTime()), now);
    int before = run.queuedSeconds() == null ? 0 : run.queuedSeconds();
    var change = run.change().queued(null, before + (int) waited.toSeconds());
    return run.deadline() == null
        ? change.made()
        : change.deadline(Times.seconds(Instant.parse(run.deadline()).plus(waited))).made();
  }

  static Run limited(Run run, int longer) {
    return run.change()
        .deadline(Times.seconds(Instant.parse(run.deadline()).plusSeconds(longer)))
        .made();
  }

  static Run measured(Run run) {
    return run.change().queued(null, null).made();
  }

  /** Without its nodes, until the next try. */
  static Run refused(Run run, Instant retry, Instant now) {
    var since = run.refusedTime() == null ? Times.seconds(now) : run.refusedTime();
    return run.change().admitted(null).refused(since, Times.millis(retry)).made();
  }

  static Run granted(Run run) {
    return run.change().refused(null, null).made();
  }

  /** Without its nodes, which were none for it; its clock begins anew with the next. */
  static Run displaced(Run run) {
    return run.change().admitted(null).deadline(null).made();
  }

  /** Without its nodes, which are another's: until it has them again, its clock stands still. */
  static Run asking(Run run, Instant now) {
    return run.change().admitted(null).suspended(Times.millis(now)).made();
  }

  static Run ineligible(Run run, Instant now) {
    return run.change().ineligible(Times.seconds(now)).made();
  }

  static Run eligible(Run run) {
    return run.change().ineligible(null).made();
  }

  static Run completed(Run run, Instant now) {
    return run.change().ineligible(null).completed(Times.seconds(now)).made();
  }

  static Run interrupted(Run run) {
    return run.change().interrupted().made();
  }
}
