package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.Dice;
import dev.netperf.operator.probe.ExtendedResources;
import dev.netperf.operator.probe.ResourceFault;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test with tolerations, labels or resources that no pod can have is of no use. So the API server
 * is asked for a pod with them and for a test with them.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PodVerdictsIT {
  private static final ExtendedResources ALLOWED =
      new ExtendedResources(Set.of("example.com/nic", "rdma/hca_0"));

  private ApiServer server;
  private String namespace;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    namespace = server.namespace("pod-verdicts");
    server.serviceAccount(namespace);
  }

  static List<PodFragment> taken() {
    return PodFragment.in("taken.yaml");
  }

  static List<PodFragment> refused() {
    return PodFragment.in("refused.yaml");
  }

  static List<PodFragment> narrower() {
    return PodFragment.in("narrower.yaml");
  }

  @ParameterizedTest
  @MethodSource("taken")
  void whatAPodMayHaveATestMayHave(PodFragment fragment) {
    assertThat(podRefused(fragment)).isEmpty();
    assertThat(testRefused(fragment)).isEmpty();
    assertThat(fault(fragment)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatNoPodCanHaveNoTestCanHaveAndTheFieldIsNamed(PodFragment fragment) {
    assertThat(podRefused(fragment)).as("a pod").isPresent();
    var said = "operator".equals(fragment.by()) ? fault(fragment) : testRefused(fragment);
    assertThat(said)
        .hasValueSatisfying(
            message ->
                assertThat(message)
                    .containsPattern(
                        "spec[.](server[.](tolerations\\[0]|nodeSelector)|probe[.]resources[.])"));
  }

  @ParameterizedTest
  @MethodSource("narrower")
  void whatAPodMayHaveAndATestMayNotIsListed(PodFragment fragment) {
    assertThat(fragment.why()).isNotBlank();
    assertThat(podRefused(fragment)).as("a pod").isEmpty();
    assertThat(testRefused(fragment)).as("a test").isPresent();
  }

  @Test
  void whateverTheyAreTheVerdictIsTheSame() {
    Dice.seeds(
        4000,
        dice -> {
          var fragment = RandomFragments.any(dice);

          assertThat(testRefused(fragment).or(() -> fault(fragment)).isPresent())
              .as("refused as a test: %s", fragment)
              .isEqualTo(podRefused(fragment).isPresent());
        });
  }

  private Optional<String> podRefused(PodFragment fragment) {
    return refusal(fragment.pod(namespace));
  }

  private Optional<String> testRefused(PodFragment fragment) {
    return refusal(fragment.test(namespace));
  }

  /** What the operator says of it, which is asked only of what the API server has accepted. */
  private static Optional<String> fault(PodFragment fragment) {
    return ResourceFault.of(Specs.spec(fragment.spec()), ALLOWED);
  }

  private Optional<String> refusal(GenericKubernetesResource object) {
    try {
      server.client().resource(object).dryRun().fieldValidation(Validation.STRICT).create();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).as(e.getMessage()).isIn(400, 422);
      return Optional.of(e.getMessage());
    }
  }
}
