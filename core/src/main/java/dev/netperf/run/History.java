package dev.netperf.run;

import dev.netperf.api.v1alpha1.Comparison;
import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.PastResult;
import dev.netperf.api.v1alpha1.PastRun;
import dev.netperf.api.v1alpha1.Progress;
import dev.netperf.api.v1alpha1.Result;
import dev.netperf.api.v1alpha1.Run;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.text.OneLine;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The outcomes of the runs before the one at hand, the newest first. They are few and without
 * samples: a status must stay small.
 */
final class History {
  private static final int KEPT = 10;

  /** In bytes. */
  private static final int LONGEST_MESSAGE = 1024;

  private static final int KEPT_RESULTS = 20;

  private History() {}

  /**
   * The history that belongs to a run.
   *
   * @param before the status before; what it tells of another run becomes history
   * @param run the run at hand
   */
  static List<PastRun> of(NetPerfTestStatus before, Run run) {
    if (before.run() == null || before.run().id().equals(run.id()) || !begun(before)) {
      return before.history();
    }
    var last = before.finished() ? ended(before) : stopped(before, run);
    return Stream.concat(Stream.of(last), before.history().stream()).limit(KEPT).toList();
  }

  /** A run that only waited for its nodes has no outcome, and must not push one out. */
  private static boolean begun(NetPerfTestStatus status) {
    return status.finished() || status.nodes() != null;
  }

  private static PastRun ended(NetPerfTestStatus status) {
    var ready = status.condition(Condition.READY);
    return past(
        status,
        ready.map(Condition::status).orElse("Unknown"),
        ready.map(Condition::reason).orElse(null),
        // of a good run the figures say all
        ready.filter(c -> !"True".equals(c.status())).map(Condition::message).orElse(null));
  }

  private static PastRun stopped(NetPerfTestStatus status, Run next) {
    return past(
        status,
        "False",
        PastRun.STOPPED,
        "Stopped after "
            + progress(status, Progress::completed)
            + " of "
            + progress(status, Progress::total)
            + " samples: generation "
            + next.generation()
            + " began a new run");
  }

  private static PastRun past(
      NetPerfTestStatus status, String ready, String reason, String message) {
    var run = status.run();
    return new PastRun(
        run.id(),
        run.generation(),
        run.startTime(),
        run.completionTime(),
        ready,
        reason,
        message == null ? null : OneLine.cut(message, LONGEST_MESSAGE),
        Optional.ofNullable(status.nodes()).map(NodePair::brief).orElse(null),
        progress(status, Progress::completed),
        progress(status, Progress::total),
        status.results().stream().limit(KEPT_RESULTS).map(r -> result(r, status)).toList(),
        status.warnings().stream().map(Warning::type).distinct().toList());
  }

  private static Integer progress(NetPerfTestStatus status, Function<Progress, Integer> number) {
    return Optional.ofNullable(status.progress()).map(number).orElse(0);
  }

  private static PastResult result(Result result, NetPerfTestStatus status) {
    return PastResult.of(result, Comparison.of(result, status.comparisons()).orElse(null));
  }
}
