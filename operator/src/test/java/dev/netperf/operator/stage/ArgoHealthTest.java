package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** The health check for Argo CD, run on what the operator really writes. */
class ArgoHealthTest {
  private static final String KEY = "resource.customizations.health.netperf.dev_NetPerfTest";

  /** As Argo CD does: the resource is {@code obj}, the answer a table. */
  private static String health(JsonNode resource) {
    try {
      var file = Files.readString(Path.of("../deploy/argo-cd/health.yaml"));
      var script = new KubernetesSerialization().unmarshal(file, JsonNode.class);
      var lua = JsePlatform.standardGlobals();
      lua.set("obj", lua(resource));
      return lua.load(script.path("data").path(KEY).asText()).call().get("status").tojstring();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static LuaValue lua(JsonNode node) {
    if (node.isNumber()) {
      return LuaValue.valueOf(node.asDouble());
    }
    if (!node.isContainerNode()) {
      return node.isNull() ? LuaValue.NIL : LuaValue.valueOf(node.asText());
    }
    var table = new LuaTable();
    node.properties().forEach(field -> table.set(field.getKey(), lua(field.getValue())));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      table.set(i + 1, lua(node.get(i)));
    }
    return table;
  }

  private static String health(World world, long generation) {
    var resource = new ObjectMapper().createObjectNode();
    resource.putObject("metadata").put("generation", generation);
    resource.set("status", new ObjectMapper().valueToTree(world.status()));
    return health(resource);
  }

  private static String health(World world) {
    return health(world, world.status().observedGeneration());
  }

  @Test
  void surveysAreJudgedAlike() throws IOException {
    var file = Files.readString(Path.of("../deploy/argo-cd/health.yaml"));
    var data = new KubernetesSerialization().unmarshal(file, JsonNode.class).path("data");

    assertThat(data.path(KEY.replace("NetPerfTest", "NetPerfSurvey"))).isEqualTo(data.path(KEY));
    assertThat(data).hasSize(2);
  }

  @Test
  void beforeTheFirstWriteItProgresses() {
    var resource = new ObjectMapper().createObjectNode();
    resource.putObject("metadata").put("generation", 1);

    assertThat(health(resource)).isEqualTo("Progressing");
  }

  @Test
  void whileItMeasuresItProgresses() {
    assertThat(health(World.measuring(""))).isEqualTo("Progressing");
  }

  @Test
  void whatIsCompleteIsHealthy() {
    assertThat(health(World.with("repetitions: 1").settle().measure(2))).isEqualTo("Healthy");
  }

  /** A GitOps tool must not go on with the standing of the spec before. */
  @Test
  void whatIsCompleteForAnEarlierSpecProgresses() {
    var world = World.with("repetitions: 1").settle().measure(2);

    assertThat(health(world, world.status().observedGeneration() + 1)).isEqualTo("Progressing");
  }

  @Test
  void aBreachedThresholdIsDegraded() {
    var breached =
        World.with(
                "repetitions: 1\nthresholds: [{measurement: TCPBandwidth, path: PodToPod, min: 1T}]")
            .settle()
            .measure(2);

    assertThat(breached.reason()).isEqualTo("ThresholdBreached");
    assertThat(health(breached)).isEqualTo("Degraded");
  }

  @Test
  void aFailedTestIsDegraded() {
    assertThat(health(World.measuring("").nodeGoes("node-1"))).isEqualTo("Degraded");
  }

  @Test
  void aSuspendedTestIsSuspended() {
    assertThat(health(World.with("suspend: true").settle())).isEqualTo("Suspended");
  }
}
