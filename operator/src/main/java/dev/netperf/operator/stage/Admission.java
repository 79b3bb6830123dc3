package dev.netperf.operator.stage;

import dev.netperf.operator.api.v1alpha1.IpFamily;
import dev.netperf.operator.api.v1alpha1.NodePair;
import dev.netperf.operator.api.v1alpha1.Tool;
import dev.netperf.operator.placement.Claims;
import dev.netperf.operator.placement.Claims.Waiting;
import dev.netperf.operator.placement.NodeNames;
import dev.netperf.operator.placement.NodeState;
import dev.netperf.operator.placement.TestRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Two measurements on one node falsify both: a run starts when both its nodes are free. */
final class Admission implements Stage {
  @Override
  public Step apply(Situation situation) {
    if (situation.state().admitted()) {
      return situation.next();
    }
    var claims = claims(situation);
    var candidates = Placement.candidates(situation);
    var wanted = candidates.best(n -> true).orElseThrow();
    var since = Instant.parse(situation.state().run().startTime());
    var self = new Waiting(situation.observation().ref(), since, wanted);
    return candidates
        .best(node -> claims.blocker(node, self).isEmpty())
        .map(free -> admitted(situation, free).next())
        .orElseGet(() -> waiting(situation, self, wanted));
  }

  /** Pods of an earlier run count: they are still on their nodes. */
  private static Claims claims(Situation situation) {
    return situation.observation().claims().apply(situation.state().run().id());
  }

  private static Situation admitted(Situation situation, NodeNames free) {
    var nodes = situation.observation().nodes();
    var facts =
        situation.state().nodes() != null
            ? situation.state().nodes()
            : new NodePair(
                NodeState.facts(nodes.get(free.server()).orElseThrow()),
                NodeState.facts(nodes.get(free.client()).orElseThrow()));
    var limit = Duration.ofSeconds(situation.plan().effective().activeDeadlineSeconds());
    return situation.with(
        situation.state().admitted(facts, family(situation, free), limit, situation.now()));
  }

  private static IpFamily family(Situation situation, NodeNames free) {
    if (situation.spec().tool() == Tool.sockperf) {
      return IpFamily.IPv4; // version 3.7 knows no other
    }
    var given = situation.spec().ipFamily();
    var node = situation.observation().nodes().get(free.server());
    return given != null ? given : node.map(NodeState::family).orElse(IpFamily.IPv4);
  }

  private static Step waiting(Situation situation, Waiting self, NodeNames wanted) {
    var claims = claims(situation);
    var namespace = self.test().namespace();
    var blockers =
        Stream.of(wanted.server(), wanted.client())
            .map(node -> claims.blocker(node, self).map(b -> text(node, b, self, namespace)))
            .flatMap(Optional::stream)
            .toList();
    return situation.waiting("Waiting for " + String.join(" and ", blockers), self);
  }

  private static String text(String node, TestRef blocker, Waiting self, String namespace) {
    var who =
        blocker.uid().equals(self.test().uid())
            ? "pods of its own earlier run"
            : blocker.asSeenFrom(namespace);
    return who + " on " + node;
  }
}
