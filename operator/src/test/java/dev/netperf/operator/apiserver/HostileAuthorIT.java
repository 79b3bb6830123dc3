package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.netperftest.ApiTurn;
import dev.netperf.operator.observe.Nodes;
import dev.netperf.operator.probe.Admitted;
import dev.netperf.plan.RunId;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What somebody tries who may do everything with the NetPerfTests of one namespace, and nothing
 * else. The operator takes its turns with the rights that it is shipped with.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileAuthorIT {
  private static final String OPERATOR = "system:serviceaccount:netperf-system:netperf-operator";
  private static final String HERE = "mallory";
  private static final String ELSEWHERE = "victim";
  private static final String SEEN = "[^\\p{Cc}\\p{Cf}]+";

  private ApiServer server;
  private KubernetesClient mallory;
  private KubernetesClient operator;
  private ApiTurn turn;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    server.namespace(HERE);
    server.namespace(ELSEWHERE);
    server.minimal(ELSEWHERE, "private");
    grant(HERE);
    mallory = server.as("mallory", "system:authenticated");
    operator = server.as(OPERATOR, "system:serviceaccounts", "system:authenticated");
  }

  @BeforeEach
  void nobodyHasTheNodes() {
    turn = new ApiTurn(operator, new TwoNodes());
  }

  @AfterAll
  void close() {
    mallory.close();
    operator.close();
  }

  // ---- what only the API server's authorizer keeps him from

  @Test
  void resultsCanNotBeWritten() {
    // Given
    var test = create(HERE, "forged", "spec: {}");
    var forged = resource(HERE, "forged", "status: {observedGeneration: 1}");

    // Then
    refused(
        () ->
            mallory
                .resource(forged)
                .subresource("status")
                .patch(ApiServer.applyAs("mallory"), forged));
    assertThat(read(HERE, "forged").getStatus()).isEqualTo(test.getStatus());
  }

  @Test
  void testsOfOthersCanNotBeReadOrMade() {
    var tests = mallory.resources(NetPerfTest.class);

    refused(() -> tests.inNamespace(ELSEWHERE).list());
    refused(() -> tests.inNamespace(ELSEWHERE).withName("private").get());
    refused(() -> tests.inAnyNamespace().list());
    refused(() -> mallory.resource(resource(ELSEWHERE, "mine", "spec: {}")).create());
  }

  // ---- what the operator is asked to do for him

  @Test
  void theHostNetworkOfABaselineNamespaceStaysClosed() {
    // Given a namespace that refuses the host network to everybody
    namespace("mallory-baseline", "baseline");

    // When he asks the operator for it
    create("mallory-baseline", "host", "spec: {}");
    var test = turn.take("mallory-baseline", "host");

    // Then the operator is refused as he would be
    assertThat(ready(test).reason()).isEqualTo("PodSecurityDenied");
    assertThat(pods("mallory-baseline")).isEmpty();
  }

  @Test
  void noOwnerLabelOrAnnotationOfATestIsHandedOn() {
    // Given a test that claims to belong to others
    var test =
        resource(
            HERE,
            "claims",
            """
            spec: {paths: [PodToPod]}
            """);
    test.getMetadata().getLabels().put("app.kubernetes.io/managed-by", "netperf-operator");
    test.getMetadata().getLabels().put("netperf.dev/test-uid", "somebody-elses");
    test.getMetadata().getAnnotations().put("container.apparmor.security/probe", "unconfined");
    test.getMetadata().getFinalizers().add("mallory.example/stay");
    test.addOwnerReference(read(ELSEWHERE, "private"));
    mallory.resource(test).create();

    // When the operator makes its pods
    turn.take(HERE, "claims");

    // Then they are in its namespace, its own alone, and say what the operator says
    var stored = read(HERE, "claims");
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
    var test = create(HERE, "squatted", "spec: {paths: [PodToPod]}");
    var squatter = strangersPod(serverOf(test));
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
    assertThat(events("full"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getReason()).isEqualTo("StatusRefused");
              assertThat(event.getNote()).contains("too large");
            });
  }

  // ---- what he would have others read

  @Test
  void whatNoPodCanHaveIsNotStoredAndSoNotReported() {
    var tolerations = List.of("{key: \"x\\nERROR forged\"}", "{key: x, value: \"a\\u001b[2J\"}");

    assertThat(tolerations)
        .allSatisfy(
            toleration ->
                assertThat(
                        catchThrowableOfType(
                            KubernetesClientException.class,
                            () ->
                                create(
                                    HERE,
                                    "unstored",
                                    "spec: {server: {tolerations: [%s]}}".formatted(toleration))))
                    .hasMessageContaining("spec.server.tolerations[0]"));
  }

  @Test
  void linesAndColoursCanNotBeForged() {
    // Given a refusal with what would be a line of its own in a log
    var forged =
        "x\n2026-01-01T00:00:00.000Z ERROR forged\u001b[2J\u009b31m \u202e%s%n {{.}} $(reboot)";
    podsAreRefused("injected", forged);
    create(HERE, "injected", "spec: {paths: [PodToPod]}");

    // When the API server's words about it are reported
    var test = turn.take(HERE, "injected");

    // Then they are in one line that nobody obeys, in the status and in the Event
    assertThat(ready(test).reason()).isEqualTo("PodRefused");
    assertThat(ready(test).message()).contains("ERROR forged", "$(reboot)").matches(SEEN);
    assertThat(events("injected"))
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.getNote()).matches(SEEN));
  }

  @Test
  void aNoteThatIsTooLongIsCutAndNotLost() {
    // Given a refusal of more than the 1024 bytes that an Event may have
    podsAreRefused("verbose", "ü".repeat(2000));
    create(HERE, "verbose", "spec: {paths: [PodToPod]}");

    // When it is reported
    var test = turn.take(HERE, "verbose");

    // Then there is an Event with its beginning, and the status is bounded too
    assertThat(events("verbose"))
        .filteredOn(event -> "PodRefused".equals(event.getReason()))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getNote()).endsWith("…");
              assertThat(bytes(event.getNote())).isBetween(1000, 1024);
            });
    assertThat(bytes(ready(test).message())).isLessThan(5000);
  }

  // ----

  /** To within some hundred bytes, which no status fits in. */
  private NetPerfTest full(String name, String body) {
    int fits = 1_000_000;
    int tooMuch = 2_000_000;
    while (tooMuch - fits > 200) {
      int size = (fits + tooMuch) / 2;
      try {
        mallory.resource(padded(name, body, size)).create();
        mallory.resource(padded(name, body, size)).delete();
        fits = size;
      } catch (KubernetesClientException e) {
        tooMuch = size;
      }
    }
    mallory.resource(padded(name, body, fits)).create();
    return read(HERE, name);
  }

  private GenericKubernetesResource padded(String name, String body, int size) {
    var test = resource(HERE, name, body);
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

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void namespace(String name, String podSecurity) {
    server.namespace(name);
    server.kubectl("label", "namespace", name, "pod-security.kubernetes.io/enforce=" + podSecurity);
    grant(name);
  }

  /** By a policy that says so: it prints the expression that did not hold, whatever is in it. */
  private void podsAreRefused(String test, String words) {
    var policy =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: mallory-%1$s}
        spec:
          matchConstraints:
            resourceRules:
            - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
          matchConditions:
          - name: probe
            expression: >-
              has(object.metadata.labels) && 'netperf.dev/test' in object.metadata.labels
              && object.metadata.labels['netperf.dev/test'] == '%1$s'
          validations: [{expression: "true"}]
        """
            .formatted(test);
    var binding =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: mallory-%1$s}
        spec: {policyName: mallory-%1$s, validationActions: [Deny]}
        """;
    var refusing = server.asWritten(policy);
    refusing
        .<List<Map<String, Object>>>get("spec", "validations")
        .get(0)
        .put("expression", "\"\"\"" + words + "\"\"\" == ''");
    server.client().resource(refusing).create();
    server.client().resource(server.asWritten(binding.formatted(test))).create();
    var probe = strangersPod("stranger-of-" + test);
    probe.getMetadata().getLabels().put("netperf.dev/test", test);
    Awaitility.await("the policy")
        .untilAsserted(
            () ->
                assertThat(
                        catchThrowableOfType(
                            KubernetesClientException.class,
                            () -> server.client().resource(probe).dryRun().create()))
                    .hasMessageContaining("mallory-" + test));
  }

  private void grant(String namespace) {
    var client = server.client();
    server.kubectl("create", "serviceaccount", "default", "--namespace=" + namespace);
    var role =
        new RoleBuilder()
            .withNewMetadata()
            .withName("tests")
            .withNamespace(namespace)
            .endMetadata()
            .addNewRule()
            .withApiGroups("netperf.dev")
            .withResources("netperftests")
            .withVerbs("create", "get", "list", "watch", "update", "patch", "delete")
            .endRule()
            .build();
    client.resource(role).create();
    var binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("tests")
            .withNamespace(namespace)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", "tests")
            .addNewSubject("rbac.authorization.k8s.io", "User", "mallory", null)
            .build();
    client.resource(binding).create();
  }

  private NetPerfTest create(String namespace, String name, String body) {
    mallory.resource(resource(namespace, name, body)).create();
    return read(namespace, name);
  }

  private GenericKubernetesResource resource(String namespace, String name, String body) {
    return server.asWritten(
        """
        apiVersion: netperf.dev/v1alpha1
        kind: NetPerfTest
        metadata: {namespace: %s, name: %s, labels: {}, annotations: {}}
        """
                .formatted(namespace, name)
            + body);
  }

  private NetPerfTest read(String namespace, String name) {
    return server.client().resources(NetPerfTest.class).inNamespace(namespace).withName(name).get();
  }

  private static Condition ready(NetPerfTest test) {
    return test.getStatus().condition(Condition.READY).orElseThrow();
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

  private List<Event> events(String test) {
    return server.client().events().v1().events().inNamespace(HERE).list().getItems().stream()
        .filter(event -> test.equals(event.getRegarding().getName()))
        .toList();
  }

  /** The name that the operator will give the first server of a test. */
  private static String serverOf(NetPerfTest test) {
    var uid = test.getMetadata().getUid();
    var run = RunId.of(uid, test.getMetadata().getGeneration(), test.getSpec());
    return test.getMetadata().getName() + "-" + run.substring(0, 8) + "-server-pod-0";
  }

  private static Pod strangersPod(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(HERE)
        .addToLabels("app.kubernetes.io/managed-by", "netperf-operator")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("probe")
        .withImage("registry.example/strange:1")
        .endContainer()
        .endSpec()
        .build();
  }

  /** Nobody runs kubelets here. */
  private record TwoNodes() implements Nodes {
    @Override
    public Optional<Node> get(String name) {
      return all().stream().filter(node -> name.equals(node.getMetadata().getName())).findFirst();
    }

    @Override
    public Collection<Node> all() {
      return List.of(ready("node-1"), ready("node-2"));
    }

    private static Node ready(String name) {
      return new NodeBuilder()
          .withNewMetadata()
          .withName(name)
          .endMetadata()
          .withNewSpec()
          .endSpec()
          .withNewStatus()
          .addNewCondition()
          .withType("Ready")
          .withStatus("True")
          .endCondition()
          .endStatus()
          .build();
    }
  }
}
