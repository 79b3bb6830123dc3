package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.gitops.ArgoLua;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The health check for Argo CD, run on everything that the operator writes. */
class ArgoHealthIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static ObjectNode resource(World world, long generation) {
    var resource = fresh();
    resource.putObject("metadata").put("generation", generation);
    resource.set("status", JSON.valueToTree(world.status()));
    return resource;
  }

  private static ObjectNode fresh() {
    var resource = JSON.createObjectNode().put("kind", "NetPerfTest");
    resource.putObject("metadata").put("generation", 1);
    return resource;
  }

  private static ObjectNode resource(World world) {
    return resource(world, world.status().observedGeneration());
  }

  private static String health(JsonNode resource) {
    return ArgoLua.health(resource).path("status").asText();
  }

  /** From the reason and the end alone; the script has neither. */
  private static String expected(World world) {
    if (world.reason().equals(Reason.Suspended.name())) {
      return "Suspended";
    }
    if (!world.status().finished()) {
      return "Progressing";
    }
    return Reason.valueOf(world.reason()).kind() == Reason.Kind.DONE ? "Healthy" : "Degraded";
  }

  @TestFactory
  Stream<DynamicTest> everyStandingOfATestHasItsHealth() {
    return Standings.ALL.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      var world = entry.getValue().get();

                      var health = ArgoLua.health(resource(world));

                      assertThat(health.path("status").asText()).isEqualTo(expected(world));
                      assertThat(health.path("message").asText()).isEqualTo(world.message());
                    }));
  }

  @Test
  void everyHealthIsAmongThem() {
    assertThat(Standings.ALL.values().stream().map(world -> expected(world.get())))
        .contains("Healthy", "Degraded", "Progressing", "Suspended");
  }

  /** A GitOps tool must not go on with the standing of the spec before. */
  @ParameterizedTest
  @ValueSource(strings = {"all samples are taken", "a threshold is breached"})
  void theStandingOfAnEarlierSpecProgresses(String name) {
    var world = Standings.ALL.get(name).get();
    var later = world.status().observedGeneration() + 1;

    assertThat(health(resource(world, later))).isEqualTo("Progressing");
  }

  @Test
  void beforeTheFirstWriteItProgresses() {
    assertThat(health(fresh())).isEqualTo("Progressing");
  }

  @Test
  void aStatusWithoutConditionsProgresses() {
    var resource = fresh();
    resource.putObject("status").put("observedGeneration", 1);

    assertThat(health(resource)).isEqualTo("Progressing");
  }

  @ParameterizedTest
  @ValueSource(strings = {Condition.FINISHED, Condition.STALLED})
  void withoutTheConditionReadyItProgresses(String other) {
    var resource = fresh();
    var status = resource.putObject("status").put("observedGeneration", 1);
    status.putArray("conditions").addObject().put("type", other).put("status", "True");

    assertThat(health(resource)).isEqualTo("Progressing");
  }

  @Test
  void surveysAreJudgedAndActedOnAlike() {
    for (var file : List.of("health.yaml", "actions.yaml")) {
      assertThat(ArgoLua.data(file)).hasSize(2);
      var values = ArgoLua.data(file).elements();
      assertThat(values.next()).isEqualTo(values.next());
    }
  }
}
