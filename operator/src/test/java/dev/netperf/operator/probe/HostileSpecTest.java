package dev.netperf.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.plan.Plan;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever text a user writes into a test, none of it becomes part of a command. */
class HostileSpecTest {
  private static final String EVIL = "x'; $(touch /tmp/owned) `id` && reboot; #";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every field that takes text, with a text that a shell would obey. */
  private static final String SPEC =
      """
      tool: %s
      rerun: "EVIL"
      server:
        nodeSelector: {"EVIL": "EVIL"}
        tolerations: [{key: "EVIL", value: "EVIL", operator: Equal}]
      client:
        nodeName: "EVIL"
        tolerations: [{key: "EVIL", operator: Exists}]
      thresholds: [{measurement: TCPLatency, path: PodToPod, max: "EVIL"}]
      """
          .replace("EVIL", EVIL);

  private static Stream<JsonNode> objects() {
    return Stream.of(Tool.values()).flatMap(HostileSpecTest::objects);
  }

  private static Stream<JsonNode> objects(Tool tool) {
    var test = new NetPerfTest();
    test.setMetadata(
        new ObjectMetaBuilder()
            .withName("hostile")
            .withNamespace("team-a")
            .withUid("0f0e0d0c-0b0a-4908-8706-050403020100")
            .addToLabels("app.kubernetes.io/name", EVIL)
            .addToAnnotations("linkerd.io/inject", EVIL)
            .withFinalizers(EVIL)
            .withGenerateName(EVIL)
            .build());
    test.setSpec(Specs.spec(SPEC.formatted(tool)));
    var plan = Plan.of(test.getSpec());
    var pods = new ProbePodTemplate(test, "3f9a2c1b", plan, TestSettings.PLAIN);
    var attempt = new Attempt(0, 0);
    return Stream.of(
            pods.server(Network.HOST, attempt, EVIL, IpFamily.IPv4, Duration.ofSeconds(980)),
            pods.client(
                plan.samples().get(0), attempt, EVIL, "10.1.0.7", ProbePodTemplateTest.SERVER),
            ProbeService.of(test, "3f9a2c1b", IpFamily.IPv4))
        .map(JSON::valueToTree);
  }

  @ParameterizedTest
  @MethodSource("objects")
  void onlyWhatTheSchedulerReadsHasIt(JsonNode object) {
    var spec = (ObjectNode) object.get("spec");

    spec.remove(List.of("affinity", "tolerations"));

    assertThat(object.toString()).doesNotContain("reboot", "touch", "id`");
  }
}
