package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.fleet.PlannedPair;
import dev.netperf.operator.survey.stage.SurveyNodesNow.Obstacle;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Why pairs can't be measured now; each node is looked at once. */
final class Obstacles {
  private final SurveyObservation observation;
  private final Map<String, PlannedNode> planned = new HashMap<>();
  private final Map<String, Optional<Obstacle>> byNode = new HashMap<>();

  Obstacles(SurveyCase survey) {
    observation = survey.observation();
    survey.plan().orElseThrow().nodes().forEach(node -> planned.put(node.name(), node));
  }

  /** Of a pair's nodes what has lasted longest; the server's if that is not known. */
  Optional<Obstacle> of(PlannedPair pair) {
    return Stream.of(pair.server(), pair.client())
        .flatMap(name -> of(name).stream())
        .min(Comparator.comparing(obstacle -> obstacle.since().orElse(Instant.MAX)));
  }

  private Optional<Obstacle> of(String name) {
    return byNode.computeIfAbsent(
        name, node -> SurveyNodesNow.obstacle(planned.get(node), observation));
  }
}
