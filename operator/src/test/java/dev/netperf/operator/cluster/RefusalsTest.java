package dev.netperf.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.observe.Refusal.Effect;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers to the creation of a pod as Kubernetes 1.34 words them. */
class RefusalsTest {

  private static Refusal refusal(int code, String message, String... causes) {
    var status =
        new StatusBuilder()
            .withStatus("Failure")
            .withCode(code)
            .withMessage(message)
            .withNewDetails()
            .withKind("pods")
            .endDetails();
    for (var cause : causes) {
      status.editDetails().addNewCause().withReason(cause).endCause().endDetails();
    }
    if (message.contains("is invalid: spec")) {
      status.editDetails().addNewCause().withField("spec").endCause().endDetails();
    }
    return Refusals.of(
        new KubernetesClientException("Failure executing: POST", code, status.build()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "403 | RUN_FAILS | PodSecurityDenied | pods \"p\" is forbidden: violates PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true), hostPort (container \"probe\" uses hostPorts 19765, 19766)",
        "403 | TRY_LATER | PodRefused | pods \"p\" is forbidden: exceeded quota: few, requested: pods=1, used: pods=3, limited: pods=3",
        "403 | RUN_FAILS | PodRefused | pods \"p\" is forbidden: failed quota: cpu: must specify limits.cpu for: probe",
        "403 | TRY_LATER | PodRefused | pods \"p\" is forbidden: error looking up service account team-a/default: serviceaccount \"default\" not found",
        "403 | TRY_LATER | PodRefused | pods \"p\" is forbidden: not yet ready to handle request",
        "403 | TRY_LATER | PodRefused | pods \"p\" is forbidden: status unknown for quota: few, resources: pods",
        "403 | TRY_LATER | PodRefused | pods \"p\" is forbidden: words of a version to come",
        "409 | TRY_LATER | PodRefused | Operation cannot be fulfilled on resourcequotas \"few\": the object has been modified",
        "422 | TRY_LATER | PodRefused | pods \"p\" is forbidden: ValidatingAdmissionPolicy 'a' with binding 'b' denied request: failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction",
        "403 | RUN_FAILS | PodRefused | pods \"p\" is forbidden: unable to validate against any security context constraint: [provider restricted-v2: .spec.securityContext.runAsUser: must be in the ranges]",
        "403 | RUN_FAILS | PodRefused | pods \"p\" is forbidden: no PriorityClass with name high was found",
        "403 | TRY_LATER | PodRefused | pods is forbidden: User \"system:serviceaccount:netperf-system:netperf-operator\" cannot create resource \"pods\" in API group \"\" in the namespace \"team-a\"",
        "403 | RUN_FAILS | PodRefused | pods \"p\" is forbidden: maximum memory usage per Container is 64Mi, but limit is 128Mi",
        "422 | RUN_FAILS | PodRefused | Pod \"p\" is invalid: spec.containers[0].resources.requests: Invalid value: \"1\": must be less than or equal to cpu limit of 500m",
        "422 | RUN_FAILS | PodRefused | pods \"p\" is forbidden: ValidatingAdmissionPolicy 'images' with binding 'images' denied request: only images of registry.internal",
        "400 | RUN_FAILS | PodRefused | admission webhook \"check.example\" denied the request: no probes here",
        "429 | TRY_LATER | PodRefused | the server has received too many requests",
        "500 | TRY_LATER | PodRefused | Internal error occurred: failed calling webhook \"check.example\": connection refused",
        "503 | TRY_LATER | PodRefused | the server is currently unable to handle the request",
        "504 | TRY_LATER | PodRefused | Timeout: request did not complete within requested timeout",
        "404 | LEAVE_IT  | Terminating | namespaces \"team-a\" not found",
      })
  void anAnswerHasItsConsequence(int code, Effect effect, Reason reason, String message) {
    assertThat(refusal(code, message)).isEqualTo(new Refusal(effect, reason, message));
  }

  @Test
  void theReasonTellsWhatIsRefused() {
    // Given
    var answer = new KubernetesClientException("no room", 403, null);
    var policy = new NetworkPolicyBuilder().withNewMetadata().withName("net").endMetadata().build();
    var service = new ServiceBuilder().withNewMetadata().withName("svc").endMetadata().build();

    // Then
    assertThat(Refusals.of(answer, new Pod()).reason()).isEqualTo(Reason.PodRefused);
    assertThat(Refusals.of(answer, service).reason()).isEqualTo(Reason.ServiceRefused);
    assertThat(Refusals.of(answer, policy).reason()).isEqualTo(Reason.NetworkPolicyRefused);
    assertThat(Refusals.nameTaken(policy))
        .isEqualTo(
            new Refusal(
                Effect.RUN_FAILS,
                Reason.NetworkPolicyRefused,
                "A NetworkPolicy that is not this test's own has the name net"));
  }

  /** Another attempt would have another name, but the next run as well as this one the same. */
  @Test
  void aSurveyEndsWhereSomebodyHasTheNameOfItsTest() {
    // Given
    var test = new NetPerfTest();
    test.getMetadata().setName("fleet-012345-0042");

    // Then
    assertThat(Refusals.nameTaken(test))
        .isEqualTo(
            new Refusal(
                Effect.RUN_FAILS,
                Reason.CreateRefused,
                "A NetPerfTest of somebody else has the name fleet-012345-0042"));
  }

  @Test
  void aNamespaceThatGoesIsLeftAlone() {
    var text =
        "pods \"p\" is forbidden: unable to create new content in namespace team-a because it is"
            + " being terminated";

    assertThat(refusal(403, text, "NamespaceTerminating").effect()).isEqualTo(Effect.LEAVE_IT);
  }

  @Test
  void anAnswerWithOtherCausesIsJudgedByItsText() {
    assertThat(refusal(403, "pods \"p\" is forbidden: exceeded quota: few", "FieldValueInvalid"))
        .extracting(Refusal::effect)
        .isEqualTo(Effect.TRY_LATER);
  }

  @Test
  void withoutAnAnswerItIsTriedAgain() {
    var unreachable =
        new KubernetesClientException("timeout", new IOException("connect timed out"));

    assertThat(Refusals.of(unreachable))
        .isEqualTo(new Refusal(Effect.TRY_LATER, Reason.PodRefused, "timeout"));
  }

  @Test
  void evenAnExceptionWithoutAWordHasAMessage() {
    assertThat(Refusals.of(new KubernetesClientException((String) null)).message()).isNotBlank();
  }
}
