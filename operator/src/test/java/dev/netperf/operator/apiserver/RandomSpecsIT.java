package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.probe.Attempt;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.ProbePodTemplate;
import dev.netperf.operator.probe.ProbeService;
import dev.netperf.operator.probe.TestSettings;
import dev.netperf.plan.Plan;
import dev.netperf.plan.RandomSpecs;
import dev.netperf.plan.RunId;
import dev.netperf.plan.Specs;
import dev.netperf.tool.ProbeMemory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What random specs are tried for in memory holds for the real schema and the real pods too. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomSpecsIT {
  private static final String UID = "0f0e0d0c-0b0a-4908-8706-050403020100";
  private ApiServer server;
  private String namespace;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    namespace = server.namespace("random-specs");
    server.serviceAccount(namespace);
  }

  private void assertAccepted(HasMetadata object) {
    assertThatCode(() -> create(object)).doesNotThrowAnyException();
  }

  private void create(HasMetadata object) {
    server.client().resource(object).dryRun().fieldValidation(Validation.STRICT).create();
  }

  private String written(String spec) {
    return """
    apiVersion: netperf.dev/v1alpha1
    kind: NetPerfTest
    metadata: {namespace: %s, name: random}
    spec: %s
    """
        .formatted(namespace, spec);
  }

  private NetPerfTest test(String spec) {
    var test = new NetPerfTest();
    test.setMetadata(
        new ObjectMetaBuilder()
            .withName("t".repeat(63))
            .withNamespace(namespace)
            .withUid(UID)
            .withGeneration(1L)
            .build());
    test.setSpec(Specs.spec(spec));
    return test;
  }

  @Test
  void everySpecThatIsMeasuredInMemoryIsAccepted() {
    Dice.seeds(200, dice -> assertAccepted(server.asWritten(written(RandomSpecs.valid(dice)))));
  }

  /** The schema says it in another language than the probes' limits. */
  @Test
  void theLeastMemoryOfTheSchemaIsThatOfTheProbes() {
    Dice.seeds(
        60,
        dice -> {
          // Given a spec, and the least memory with which its probes can run
          var spec = RandomSpecs.valid(dice);
          long least = ProbeMemory.of(Specs.spec(spec)).least();

          // Then that is accepted, and a byte less is not
          assertAccepted(withMemory(spec, least));
          assertThatThrownBy(() -> create(withMemory(spec, least - 1)))
              .hasMessageContaining("too little memory");
        });
  }

  private HasMetadata withMemory(String spec, long bytes) {
    ObjectNode fields = Serialization.unmarshal(spec, ObjectNode.class);
    fields.putObject("probe").putObject("resources").putObject("limits").put("memory", bytes);
    return server.asWritten(written(fields.toString()));
  }

  @Test
  void thePodsAndTheServiceOfEverySpecAreAccepted() {
    Dice.seeds(
        60,
        dice -> {
          // Given
          var test = test(RandomSpecs.valid(dice));
          var plan = Plan.of(test.getSpec());
          var run = RunId.of(UID, 1, test.getSpec());
          var pods = new ProbePodTemplate(test, run, plan, TestSettings.PLAIN);
          var attempt = new Attempt(dice.below(plan.samples().size()), dice.below(1000));

          // Then
          var server =
              pods.server(
                  dice.oneOf(Network.values()),
                  attempt,
                  "node-1",
                  IpFamily.IPv4,
                  Duration.ofSeconds(plan.activeDeadlineSeconds()));
          assertAccepted(server);
          server.getMetadata().setUid("0f0e0d0c-0b0a-4908-8706-050403020102");
          assertAccepted(
              pods.client(
                  plan.samples().get(attempt.sample()),
                  attempt,
                  "node-2",
                  "10.0.0.1",
                  new ObservedPod(server)));
          assertAccepted(ProbeService.of(test, run, IpFamily.IPv4));
        });
  }
}
