package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.netperftest.ApiTurn;
import dev.netperf.operator.probe.Admitted;
import dev.netperf.plan.RunId;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@link Mallory} tries with tests, and has the operator do for him. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileAuthorIT {
  private static final String HERE = "mallory";
  private static final String ELSEWHERE = "victim";

  private ApiServer server;
  private Mallory mallory;
  private ApiTurn turn;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    mallory = new Mallory(server);
    server.namespace(HERE);
    server.namespace(ELSEWHERE);
    server.minimal(ELSEWHERE, "private");
    mallory.grant(HERE);
  }

  @BeforeEach
  void nobodyHasTheNodes() {
    turn = mallory.turn();
  }

  @AfterAll
  void close() {
    mallory.close();
  }

  // ---- what only the API server's authorizer keeps him from

  @Test
  void resultsCanNotBeWritten() {
    // Given
    var test = mallory.create(HERE, "forged", "spec: {}");
    var forged = mallory.resource(HERE, "forged", "status: {observedGeneration: 1}");

    // Then
    refused(
        () ->
            mallory
                .client()
                .resource(forged)
                .subresource("status")
                .patch(ApiServer.applyAs("mallory"), forged));
    assertThat(mallory.read(HERE, "forged").getStatus()).isEqualTo(test.getStatus());
  }

  @Test
  void testsOfOthersCanNotBeReadOrMade() {
    var tests = mallory.client().resources(NetPerfTest.class);

    refused(() -> tests.inNamespace(ELSEWHERE).list());
    refused(() -> tests.inNamespace(ELSEWHERE).withName("private").get());
    refused(() -> tests.inAnyNamespace().list());
    var mine = mallory.resource(ELSEWHERE, "mine", "spec: {}");
    refused(() -> mallory.client().resource(mine).create());
  }

  // ---- what the operator is asked to do for him

  @Test
  void theHostNetworkOfABaselineNamespaceStaysClosed() {
    // Given a namespace that refuses the host network to everybody
    namespace("mallory-baseline", "baseline");

    // When he asks the operator for it
    mallory.create("mallory-baseline", "host", "spec: {}");
    var test = turn.take("mallory-baseline", "host");

    // Then the operator is refused as he would be
    assertThat(Mallory.ready(test).reason()).isEqualTo("PodSecurityDenied");
    assertThat(pods("mallory-baseline")).isEmpty();
  }

  @Test
  void noOwnerLabelOrAnnotationOfATestIsHandedOn() {
    // Given a test that claims to belong to others
    var test =
        mallory.resource(
            HERE,
            "claims",
            """
            spec: {paths: [PodToPod]}
            """);
    test.getMetadata().getLabels().put("app.kubernetes.io/managed-by", "netperf-operator");
    test.getMetadata().getLabels().put("netperf.dev/test-uid", "somebody-elses");
    test.getMetadata().getAnnotations().put("container.apparmor.security/probe", "unconfined");
    test.getMetadata().getFinalizers().add("mallory.example/stay");
    test.addOwnerReference(mallory.read(ELSEWHERE, "private"));
    mallory.client().resource(test).create();

    // When the operator makes its pods
    turn.take(HERE, "claims");

    // Then they are in its namespace, its own alone, and say what the operator says
    var stored = mallory.read(HERE, "claims");
    assertThat(podsOf(stored))
        .isNotEmpty()
        .allSatisfy(
            pod -> {
              var metadata = pod.getMetadata();
              assertThat(metadata.getName()).startsWith("claims-");
              assertThat(metadata.getOwnerReferences())
                  .extracting(owner -> owner.getUid())
                  .containsExactly(stored.getMetadata().getUid());
              assertThat(metadata.getLabels())
                  .containsEntry("netperf.dev/test-uid", stored.getMetadata().getUid());
              assertThat(metadata.getAnnotations())
                  .containsOnlyKeys(
                      Admitted.ANNOTATION,
                      "linkerd.io/inject",
                      "karpenter.sh/do-not-disrupt",
                      "cluster-autoscaler.kubernetes.io/safe-to-evict");
              assertThat(metadata.getFinalizers()).isEmpty();
            });
  }

  @Test
  void aPodOfSomebodyElseIsNeitherAdoptedNorTouched() {
    // Given a pod that has the name of the first server, and labels as if it were one
    var test = mallory.create(HERE, "squatted", "spec: {paths: [PodToPod]}");
    var squatter = Mallory.strangersPod(HERE, serverOf(test));
    server.client().resource(squatter).create();
    var before = server.client().resource(squatter).get();

    // When the operator comes to create its own
    var after = turn.take(HERE, "squatted");

    // Then it says so, and makes another; the stranger stays as it was
    assertThat(after.getStatus().failures())
        .extracting(Failure::reason)
        .containsExactly(Reason.PodNameTaken.name());
    assertThat(podsOf(after))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactly(serverOf(test) + "-1");
    assertThat(server.client().resource(squatter).get()).isEqualTo(before);
  }

  @Test
  void aTestThatLeavesNoRoomForItsStatusHoldsNoNodes() {
    // Given a test that is as large as the API server lets it be
    var test = full("full", "spec: {paths: [PodToPod]}");

    // When the operator comes to it
    var after = turn.take(HERE, "full");

    // Then it takes up nothing, and an Event says why
    assertThat(after.getStatus()).isEqualTo(test.getStatus());
    assertThat(podsOf(after)).isEmpty();
    assertThat(turn.nodes().all())
        .allMatch(node -> turn.ledger().users(node.getMetadata().getName()).isEmpty());
    assertThat(mallory.events(HERE, "full"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getReason()).isEqualTo("StatusRefused");
              assertThat(event.getNote()).contains("too large");
            });
  }

  /** To within some hundred bytes, which no status fits in. */
  private NetPerfTest full(String name, String body) {
    int fits = 1_000_000;
    int tooMuch = 2_000_000;
    while (tooMuch - fits > 200) {
      int size = (fits + tooMuch) / 2;
      try {
        mallory.client().resource(padded(name, body, size)).create();
        mallory.client().resource(padded(name, body, size)).delete();
        fits = size;
      } catch (KubernetesClientException e) {
        tooMuch = size;
      }
    }
    mallory.client().resource(padded(name, body, fits)).create();
    return mallory.read(HERE, name);
  }

  private GenericKubernetesResource padded(String name, String body, int size) {
    var test = mallory.resource(HERE, name, body);
    test.addOwnerReference(
        new OwnerReferenceBuilder()
            .withApiVersion("v1")
            .withKind("ConfigMap")
            .withName("x".repeat(size))
            .withUid("none")
            .build());
    return test;
  }

  private static void refused(ThrowingCallable attempt) {
    var refusal = catchThrowableOfType(KubernetesClientException.class, attempt);
    assertThat(refusal).as("it was allowed").isNotNull();
    assertThat(refusal.getCode()).isEqualTo(403);
    assertThat(refusal.getMessage()).contains("User \"mallory\" cannot");
  }

  private void namespace(String name, String podSecurity) {
    server.namespace(name);
    server.kubectl("label", "namespace", name, "pod-security.kubernetes.io/enforce=" + podSecurity);
    mallory.grant(name);
  }

  private List<Pod> pods(String namespace) {
    return server.client().pods().inNamespace(namespace).list().getItems();
  }

  private List<Pod> podsOf(NetPerfTest test) {
    return pods(test.getMetadata().getNamespace()).stream()
        .filter(
            pod ->
                pod.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> owner.getUid().equals(test.getMetadata().getUid())))
        .toList();
  }

  /** The name that the operator will give the first server of a test. */
  private static String serverOf(NetPerfTest test) {
    var uid = test.getMetadata().getUid();
    var run = RunId.of(uid, test.getMetadata().getGeneration(), test.getSpec());
    return test.getMetadata().getName() + "-" + run.substring(0, 8) + "-server-pod-0";
  }
}
