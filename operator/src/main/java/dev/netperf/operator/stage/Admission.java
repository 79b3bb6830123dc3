package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.NodeFacts;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.placement.Claims;
import dev.netperf.operator.placement.Claims.Waiting;
import dev.netperf.operator.placement.NodeNames;
import dev.netperf.operator.placement.NodeState;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.text.OneLine;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two measurements on one node falsify both: a run starts when both its nodes are free. */
final class Admission implements Stage {
  private static final int FEW = 10;
  private static final int MANY = 100;

  @Override
  public Step apply(Situation situation) {
    if (situation.state().admitted()) {
      return situation.next();
    }
    var candidates = Placement.candidates(situation);
    var self = waiting(situation, candidates.best(n -> true).orElseThrow());
    var claims = claims(situation);
    var blockers = claims.blockers(self);
    return candidates
        .best(node -> !blockers.containsKey(node))
        .map(free -> admitted(situation, free).next())
        .orElseGet(() -> situation.waiting(why(self, claims, blockers), self));
  }

  /** The place in the queue of a test whose status says that it waits. */
  static Optional<Waiting> place(Observation observation) {
    var status = observation.status();
    var waits =
        status
            .condition(Condition.READY)
            .filter(ready -> Reason.NodesBusy.name().equals(ready.reason()))
            .isPresent();
    if (!waits
        || !observation.test().getMetadata().getGeneration().equals(status.observedGeneration())) {
      return Optional.empty();
    }
    var situation = Situation.of(observation);
    return Placement.candidates(situation).best(n -> true).map(best -> waiting(situation, best));
  }

  private static Waiting waiting(Situation situation, NodeNames wanted) {
    return new Waiting(
        situation.observation().ref(),
        Instant.parse(situation.state().run().startTime()),
        Placement.need(situation),
        wanted);
  }

  /** Pods of an earlier run count: they are still on their nodes. */
  static Claims claims(Situation situation) {
    return situation.observation().claims().apply(situation.state().run().id());
  }

  private static Situation admitted(Situation situation, NodeNames free) {
    var nodes = situation.observation().nodes();
    var facts =
        situation.state().nodes() != null
            ? situation.state().nodes()
            : new NodePair(
                facts(nodes.get(free.server()).orElseThrow()),
                facts(nodes.get(free.client()).orElseThrow()));
    var limit = Duration.ofSeconds(situation.plan().activeDeadlineSeconds());
    return situation.with(
        situation.state().admitted(facts, family(situation, free), limit, situation.now()));
  }

  /** A kubelet's words are those of its node's owner. */
  private static NodeFacts facts(Node node) {
    return NodeState.facts(node).each(OneLine::fact);
  }

  private static IpFamily family(Situation situation, NodeNames free) {
    var known = situation.spec().tool().families();
    if (known.size() == 1) {
      return known.get(0);
    }
    var given = situation.spec().ipFamily();
    var node = situation.observation().nodes().get(free.server());
    return given != null ? given : node.map(NodeState::family).orElse(IpFamily.IPv4);
  }

  /**
   * The next one is told whom it waits for; the others how many are before them, in steps so coarse
   * that a test's whole wait costs a handful of writes, however long the queue is.
   */
  private static String why(Waiting self, Claims claims, Map<String, TestRef> blockers) {
    var nodes = Stream.of(self.wanted().server(), self.wanted().client()).distinct();
    long ahead = claims.ahead(self);
    if (ahead > 0) {
      return "Waiting for "
          + String.join(" and ", nodes.toList())
          + ": "
          + (ahead < FEW
              ? "fewer than " + FEW
              : ahead < MANY ? "fewer than " + MANY : MANY + " or more")
          + " tests are before it";
    }
    return "Waiting for "
        + nodes
            .filter(blockers::containsKey)
            .map(node -> text(node, blockers.get(node), self, self.test().namespace()))
            .collect(Collectors.joining(" and "));
  }

  private static String text(String node, TestRef blocker, Waiting self, String namespace) {
    var who =
        blocker.uid().equals(self.test().uid())
            ? "pods of its own earlier run"
            : blocker.asSeenFrom(namespace);
    return who + " on " + node;
  }
}
