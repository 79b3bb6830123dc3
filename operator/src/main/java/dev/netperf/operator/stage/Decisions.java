package dev.netperf.operator.stage;

import dev.netperf.operator.placement.Claims.Waiting;
import dev.netperf.operator.placement.SlotUse;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.run.Outcome;
import dev.netperf.run.StatusFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From what was found out and how the run stands to the whole decision. */
final class Decisions {
  /** A net under lost events, for a test that is not finished. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

  private Decisions() {}

  /** These are to be created. */
  static Step creating(Situation situation, Outcome outcome, List<HasMetadata> create) {
    return decided(
        situation,
        create.isEmpty() ? outcome : Refused.told(situation).orElse(outcome),
        create,
        Optional.empty(),
        slot(situation, create),
        Optional.of(LOOK_AGAIN));
  }

  /** It waits for its turn to measure. */
  static Step queued(Situation situation, Outcome outcome) {
    return decided(
        situation,
        outcome,
        List.of(),
        Optional.empty(),
        situation.slot(SlotUse.Kind.AWAITED),
        Optional.of(LOOK_AGAIN));
  }

  /** Something is due in a while. */
  static Step lookingAgain(Situation situation, Outcome outcome, Duration wanted) {
    var lookAgain = wanted.compareTo(LOOK_AGAIN) < 0 ? wanted : LOOK_AGAIN;
    return decided(
        situation,
        outcome,
        List.of(),
        Optional.empty(),
        slot(situation, List.of()),
        Optional.of(lookAgain));
  }

  /** It waits for nodes. */
  static Step waiting(Situation situation, Outcome outcome, Waiting waiting) {
    return decided(
        situation,
        Refused.told(situation).orElse(outcome),
        List.of(),
        Optional.of(waiting),
        slot(situation, List.of()),
        Optional.of(LOOK_AGAIN));
  }

  /** Nothing is due, but for the end of a finished test's time: its last write wakes nobody. */
  static Step resting(Situation situation, Outcome outcome) {
    Optional<Duration> lookAgain =
        situation.finished() ? Finished.timeLeft(situation) : Optional.empty();
    return decided(
        situation, outcome, List.of(), Optional.empty(), slot(situation, List.of()), lookAgain);
  }

  /** Nothing is written and nothing is made. */
  static Step nothing() {
    return new Step.Decided(
        new Decision(
            Optional.empty(),
            Optional.empty(),
            SlotUse.NONE,
            Optional.empty(),
            List.of(),
            List.of(),
            false,
            false,
            Optional.of(LOOK_AGAIN)));
  }

  private static Step decided(
      Situation situation,
      Outcome outcome,
      List<HasMetadata> create,
      Optional<Waiting> waiting,
      SlotUse slot,
      Optional<Duration> lookAgain) {
    var state = situation.state();
    var status =
        StatusFactory.status(
            situation.observation().test(), situation.plan(), state, outcome, situation.now());
    var holds = state.admitted() && !outcome.finished();
    return new Step.Decided(
        new Decision(
            holds ? Optional.of(situation.nodes()) : Optional.empty(),
            waiting,
            slot,
            Optional.of(status),
            Cleanup.of(situation),
            create,
            failing(situation, outcome),
            false,
            lookAgain.map(wanted -> holds ? notAfterDeadline(situation, wanted) : wanted)));
  }

  private static SlotUse slot(Situation situation, List<HasMetadata> create) {
    if (create.stream()
        .anyMatch(object -> object instanceof Pod pod && new ObservedPod(pod).is(Role.CLIENT))) {
      return situation.slot(SlotUse.Kind.TAKEN);
    }
    return situation.slot(situation.client().isPresent() ? SlotUse.Kind.KEPT : SlotUse.Kind.NONE);
  }

  /** What thresholds say is no failure of this kind: it rests on samples alone. */
  private static boolean failing(Situation situation, Outcome outcome) {
    return situation.newFailure().isPresent()
        || (outcome.standing() == Outcome.Standing.FAILED && situation.sample().isPresent());
  }

  private static Duration notAfterDeadline(Situation situation, Duration wanted) {
    return situation
        .state()
        .deadline()
        .map(deadline -> Duration.between(situation.now(), deadline))
        .filter(left -> !left.isNegative() && left.compareTo(wanted) < 0)
        .orElse(wanted);
  }
}
