package dev.netperf.operator.survey;

import static dev.netperf.operator.simulation.Violation.require;
import static dev.netperf.operator.survey.SurveyInvariants.ready;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import java.time.Instant;
import java.util.Optional;

/** For what reasons a run may end. */
final class EndInvariants {
  private final NodesOverTime nodes;
  private final SliceInvariants slices;
  private boolean refusalExpected;

  EndInvariants(NodesOverTime nodes, SliceInvariants slices) {
    this.nodes = nodes;
    this.slices = slices;
  }

  void expectsRefusal() {
    refusalExpected = true;
  }

  void comes(SimulatedOperator operator, NetPerfSurvey survey) {
    var status = survey.getStatus();
    var ready = ready(status);
    var reason = Reason.valueOf(ready.reason());
    var overdue =
        status.run().deadline() != null
            && !operator.decided().isBefore(Instant.parse(status.run().deadline()));
    switch (reason) {
      case Complete, ThresholdBreached, Inconclusive, Incomplete -> {
        if (ready.message().contains(" until the deadline")) {
          require(3, overdue, "there is time left: %s", ready);
        } else if (ready.message().contains(" until limits.traffic")) {
          require(3, slices.trafficReached(survey), "there is traffic left: %s", ready);
        } else {
          byItself(status);
        }
      }
      case DeadlineExceeded -> require(3, overdue, "there is time left: %s", ready);
      case TrafficLimit ->
          require(3, slices.trafficReached(survey), "there is traffic left: %s", ready);
      case CreateRefused -> require(3, refusalExpected, "nothing is refused for good: %s", ready);
      case TooFewNodes, NodeNotFound ->
          require(3, scarce(operator, ready), "there are nodes: %s", ready);
      default -> alike(status, reason);
    }
  }

  private boolean scarce(SimulatedOperator operator, Condition ready) {
    return ready.message().contains("No group has two nodes")
        || nodes.fewer(2, operator.turnBegan())
        || nodes.was("node-1", Optional.of(Reason.NodeNotFound), operator.turnBegan())
        || nodes.was("node-1", Optional.of(Reason.NodeNotReady), operator.turnBegan())
        || nodes.was("node-1", Optional.of(Reason.NoEligibleNodes), operator.turnBegan());
  }

  /** Nothing was left to do. */
  private void byItself(NetPerfSurveyStatus status) {
    var run = status.run().id();
    var last = slices.last(run);
    require(
        3,
        last.size() == status.plan().pairs(),
        "pairs without a word: %d of %d",
        last.size(),
        status.plan().pairs());
    for (var entry : last) {
      require(
          3,
          entry.failed() == null || slices.of(run, entry.pair()).size() == 2,
          "not tried once more: %s",
          entry);
    }
  }

  /** The last three pairs failed so, and none was measured. */
  private void alike(NetPerfSurveyStatus status, Reason reason) {
    var last = slices.last(status.run().id());
    require(
        3,
        last.size() >= 3
            && last.stream().noneMatch(SurveyEntry::measured)
            && last.subList(last.size() - 3, last.size()).stream()
                .allMatch(entry -> reason.name().equals(entry.failed())),
        "given up for %s",
        reason);
  }
}
