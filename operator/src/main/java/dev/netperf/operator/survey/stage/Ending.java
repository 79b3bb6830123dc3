package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.fleet.SurveyVerdicts;
import dev.netperf.run.Outcome;
import dev.netperf.text.Times;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** When a run ends, and how. */
final class Ending {
  /** So many pairs in a row that fail alike, and none was measured: so will the rest. */
  private static final int ALIKE = 3;

  /** What all pairs have in common: their namespace, the probe image, what the cluster allows. */
  private static final Set<Reason> COMMON =
      Set.of(
          Reason.PodSecurityDenied,
          Reason.PodRefused,
          Reason.ServiceRefused,
          Reason.NetworkPolicyRefused,
          Reason.Invalid);

  private Ending() {}

  /** The decision that ends the run, if it is to end now. */
  static Optional<SurveyDecision> of(SurveyCase survey) {
    var alike = alike(survey);
    if (alike.isPresent()) {
      return Optional.of(with(survey, alike.get()));
    }
    if (overdue(survey)) {
      return Optional.of(
          with(survey, counted(survey, Reason.DeadlineExceeded, " until the deadline")));
    }
    if (!survey.underWay().isEmpty()) {
      return Optional.empty();
    }
    if (survey.due().isEmpty()) {
      return Optional.of(with(survey, counted(survey, Reason.Incomplete, "")));
    }
    return trafficLeft(survey) <= 0
        ? Optional.of(
            with(survey, counted(survey, Reason.TrafficLimit, " until limits.traffic was reached")))
        : Optional.empty();
  }

  /** How a run that has ended is judged by the present spec. */
  static Outcome again(SurveyCase survey) {
    var before = survey.observation().status().condition("Ready");
    var reason = before.flatMap(ready -> Reason.named(ready.reason())).orElse(Reason.Incomplete);
    return switch (reason) {
      case Complete, Incomplete, ThresholdBreached, Inconclusive, Invalid ->
          counted(survey, Reason.Incomplete, "");
      case DeadlineExceeded -> counted(survey, reason, " until the deadline");
      case TrafficLimit -> counted(survey, reason, " until limits.traffic was reached");
      default -> new Outcome(Outcome.Standing.FAILED, reason, before.orElseThrow().message());
    };
  }

  private static Outcome counted(SurveyCase survey, Reason otherwise, String until) {
    int planned = survey.pairs().size();
    long measured = survey.entries().stream().filter(SurveyEntry::measured).count();
    int wanted = survey.spec().require().minMeasuredPercent();
    var text = measured + " of " + planned + " pairs were measured" + until;
    return measured * 100 >= (long) wanted * planned
        ? judged(survey, text)
        : Outcome.breached(otherwise, text + ", fewer than the " + wanted + "% that are required");
  }

  /** Enough pairs were measured: what do they say of the thresholds? */
  private static Outcome judged(SurveyCase survey, String text) {
    var verdicts = SurveyVerdicts.of(survey.plan().orElseThrow(), survey.entries(), survey.spec());
    return switch (verdicts.overall()) {
      case Met -> new Outcome(Outcome.Standing.SUCCEEDED, Reason.Complete, text, true);
      case Breached -> Outcome.breached(Reason.ThresholdBreached, text + ". " + verdicts.told());
      case Inconclusive -> Outcome.failed(Reason.Inconclusive, text + ". " + verdicts.told());
    };
  }

  /** The decision that ends the run with this outcome. */
  static SurveyDecision with(SurveyCase survey, Outcome outcome) {
    var run = SurveyRuns.completed(survey.run(), Times.seconds(survey.observation().now()));
    return new SurveyDecision(
        Optional.empty(),
        survey.fresh(),
        Optional.of(SurveyStatuses.of(survey, run, survey.plan().orElse(null), outcome)),
        leftovers(survey),
        List.of(),
        survey.absence(),
        Optional.empty());
  }

  /** Tests that a run leaves when it ends, but for those that are kept. */
  static List<NetPerfTest> leftovers(SurveyCase survey) {
    return Stream.concat(
            Folding.deletable(survey, survey.fresh(), List.of()).stream(),
            Stream.concat(survey.underWay().stream(), survey.late().stream()).map(Child::test))
        .toList();
  }

  private static Optional<Outcome> alike(SurveyCase survey) {
    var entries = survey.entries();
    if (entries.size() < ALIKE || entries.stream().anyMatch(SurveyEntry::measured)) {
      return Optional.empty();
    }
    var last = entries.subList(entries.size() - ALIKE, entries.size());
    var reasons = last.stream().map(SurveyEntry::failed).distinct().toList();
    return reasons.size() > 1 || reasons.get(0) == null
        ? Optional.empty()
        : Reason.named(reasons.get(0))
            .filter(COMMON::contains)
            .map(
                reason ->
                    new Outcome(
                        Outcome.Standing.FAILED,
                        reason,
                        ALIKE + " pairs in a row failed so: " + last.get(0).message()));
  }

  static boolean overdue(SurveyCase survey) {
    var deadline = survey.run().deadline();
    return deadline != null && !survey.observation().now().isBefore(Instant.parse(deadline));
  }

  /** Bytes that may still be moved. */
  static double trafficLeft(SurveyCase survey) {
    var limit = survey.spec().limits().traffic();
    if (limit == null) {
      return Double.POSITIVE_INFINITY;
    }
    long moved = survey.entries().stream().mapToLong(Ending::moved).sum();
    return Quantity.getAmountInBytes(Quantity.parse(limit)).doubleValue() - moved;
  }

  /** Bytes that a pair's tests moved. */
  static long moved(SurveyEntry entry) {
    return entry.bytes() == null ? 0 : entry.bytes();
  }
}
