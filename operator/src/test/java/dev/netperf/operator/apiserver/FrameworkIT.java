package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.operator.runtime.TenantLease;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.TerminalFailureException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is assumed of the framework, held against the packaged operator on a real API server. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(0) // it takes long
class FrameworkIT {
  private static final String NAMESPACE = "framework";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String NODES =
      "server: {nodeName: framework-1}, client: {nodeName: framework-2}, durationSeconds: 1";

  private ApiServer server;
  private KubernetesClient client;
  private PlayedKubelet kubelet;
  private OperatorProcess operator;

  @BeforeAll
  void start(ApiServer server) {
    this.server = server;
    client = server.client();
    server.deleteAllTests();
    server.serviceAccount(server.namespace(NAMESPACE));
    kubelet = new PlayedKubelet(client, NAMESPACE, "framework-1", "framework-2");
    operator = OperatorProcess.start(server);
  }

  @AfterAll
  void stop() {
    kubelet.close();
    operator.close();
    server.deleteAllTests();
  }

  /** True: it was accepted. */
  private boolean create(String name, String metadata, String spec) {
    client
        .resource(
            server.asWritten(
                """
                apiVersion: netperf.dev/v1alpha1
                kind: NetPerfTest
                metadata: {namespace: %s, name: %s%s}
                spec: {%s}
                """
                    .formatted(NAMESPACE, name, metadata, spec)))
        .create();
    return true;
  }

  private NetPerfTest read(String name) {
    return client.resources(NetPerfTest.class).inNamespace(NAMESPACE).withName(name).get();
  }

  private NetPerfTest until(String name, Predicate<NetPerfTest> state) {
    return Awaitility.await(name).atMost(SOON).until(() -> read(name), state);
  }

  private static boolean says(NetPerfTest test, String reason) {
    return ready(test).map(Condition::reason).equals(Optional.of(reason));
  }

  private static Optional<Condition> ready(NetPerfTest test) {
    return test.getStatus().condition(Condition.READY);
  }

  private List<Pod> podsOf(String name) {
    return client.pods().inNamespace(NAMESPACE).withLabel(Labels.TEST, name).list().getItems();
  }

  /** The framework dispatches no such test to a reconciler without a finalizer of its own. */
  @Test
  void aDeletedTestThatSomebodysFinalizerKeepsGivesItsNodesBack() {
    // Given a run that has its nodes for an hour, and a finalizer that nobody takes away
    create(
        "kept",
        ", finalizers: [example.com/nobodys]",
        NODES + ", pauseSeconds: 3600, activeDeadlineSeconds: 90000");
    until("kept", test -> test.getStatus().samples().size() == 1);

    // When it is deleted
    client.resources(NetPerfTest.class).inNamespace(NAMESPACE).withName("kept").delete();

    // Then its pods go, and another test gets its nodes, while it still stands
    Awaitility.await("no pods").atMost(SOON).until(() -> podsOf("kept").isEmpty());
    create("next", "", NODES + ", repetitions: 1");
    until("next", test -> says(test, "Complete"));
    assertThat(read("kept").isMarkedForDeletion()).isTrue();

    // And a new operator gives it no nodes either
    operator.close();
    operator = OperatorProcess.start(server);
    create("after", "", NODES + ", repetitions: 1");
    until("after", test -> says(test, "Complete"));
  }

  /** Each write gives the test another resource version. */
  @Test
  void aRobotThatAnnotatesATestAllTheTimeDoesNotKeepItFromItsEnd() throws InterruptedException {
    // Given a robot that writes as fast as it can, from before the first look to the end
    create("annotated", ", annotations: {example.com/robot: start}", "suspend: true, " + NODES);
    var tests = client.resources(NetPerfTest.class).inNamespace(NAMESPACE);
    var writes = new AtomicInteger();
    var done = new AtomicBoolean();
    var robot =
        new Thread(
            () -> {
              while (!done.get()) {
                tests
                    .withName("annotated")
                    .patch(
                        ApiServer.MERGE,
                        "{\"metadata\":{\"annotations\":{\"example.com/robot\":\"%d\"}}}"
                            .formatted(writes.incrementAndGet()));
              }
            });
    robot.start();
    try {
      Awaitility.await().until(() -> writes.get() > 100);

      // When it may begin
      tests.withName("annotated").patch(ApiServer.MERGE, "{\"spec\":{\"suspend\":false}}");

      // Then it is measured to its end
      until("annotated", test -> says(test, "Complete"));
      assertThat(read("annotated").getStatus().samples()).hasSize(8);
    } finally {
      done.set(true);
      robot.join();
    }
  }

  /** No garbage collector runs here: what it does for cascade=orphan is done by hand. */
  @Test
  void podsThatAreOrphanedKeepNobodyWaitingAndAreRemoved() {
    // Given a test that has its nodes for an hour, and one that waits for them
    var tests = client.resources(NetPerfTest.class).inNamespace(NAMESPACE);
    create("left", "", NODES + ", pauseSeconds: 3600, activeDeadlineSeconds: 90000");
    until("left", test -> test.getStatus().samples().size() == 1);
    var servers = serversOf("left");
    assertThat(servers).isNotEmpty();

    create("waiting", "", NODES + ", repetitions: 1");
    until("waiting", test -> says(test, "NodesBusy"));

    // When it is deleted and leaves its pods behind
    tests.withName("left").delete();
    servers.forEach(this::orphan);

    // Then they are removed, and the next test has their nodes
    Awaitility.await("no servers").atMost(SOON).until(() -> serversOf("left").isEmpty());
    until("waiting", test -> says(test, "Complete"));
  }

  private List<Pod> serversOf(String name) {
    return podsOf(name).stream().filter(pod -> new ObservedPod(pod).is(Role.SERVER)).toList();
  }

  private void orphan(Pod pod) {
    client.resource(pod).patch(ApiServer.MERGE, "{\"metadata\":{\"ownerReferences\":null}}");
  }

  /** As somebody makes one who wants to keep the node: a test uses only what it controls. */
  @Test
  void anOrphanOfATestThatLivesIsRemovedToo() {
    // Given a test between two samples, with its servers
    create("lives", "", NODES + ", pauseSeconds: 3600, activeDeadlineSeconds: 90000");
    until("lives", test -> test.getStatus().samples().size() == 1);
    var server = serversOf("lives").get(0);

    // When one is orphaned
    orphan(server);

    // Then it goes, and the test replaces it when it needs one
    Awaitility.await("the orphan's end")
        .atMost(SOON)
        .until(() -> podsOf("lives").stream().noneMatch(pod -> same(pod, server)));
    assertThat(read("lives").getStatus().failures()).isEmpty();
    deleteWithItsPods("lives");
  }

  private static boolean same(Pod pod, Pod other) {
    return pod.getMetadata().getUid().equals(other.getMetadata().getUid());
  }

  @Test
  void podsThatWereOrphanedWithoutAnOperatorAreRemovedByTheNextOne() {
    // Given a test that has its nodes for an hour
    var tests = client.resources(NetPerfTest.class).inNamespace(NAMESPACE);
    create("left-alone", "", NODES + ", pauseSeconds: 3600, activeDeadlineSeconds: 90000");
    until("left-alone", test -> test.getStatus().samples().size() == 1);

    // When it is deleted without its pods while no operator runs
    operator.close();
    tests.withName("left-alone").delete();
    serversOf("left-alone").forEach(this::orphan);
    operator = OperatorProcess.start(server);

    // Then they are removed
    Awaitility.await("no servers").atMost(SOON).until(() -> serversOf("left-alone").isEmpty());
  }

  /** The framework forgets what comes while it is busy with the deletion of a namesake. */
  @Test
  void aTestThatIsMadeAtOnceAfterItsNamesakeIsTakenUp() {
    var tests = client.resources(NetPerfTest.class).inNamespace(NAMESPACE);
    create("namesake", "", NODES + ", repetitions: 1");
    for (int i = 0; i < 20; i++) {
      // Given a test that is under way, or complete
      var before = until("namesake", test -> test.getStatus().observedGeneration() == 1);

      // When it is deleted and made anew
      tests.withName("namesake").delete();
      create("namesake", "", NODES + ", repetitions: 1");

      // Then the new one is taken up
      assertThat(read("namesake").getMetadata().getUid())
          .isNotEqualTo(before.getMetadata().getUid());
    }
    until("namesake", test -> test.getStatus().observedGeneration() == 1);

    deleteWithItsPods("namesake");
  }

  /** No garbage collector runs here. */
  private void deleteWithItsPods(String name) {
    client.resources(NetPerfTest.class).inNamespace(NAMESPACE).withName(name).delete();
    client.pods().inNamespace(NAMESPACE).withLabel(Labels.TEST, name).delete();
    Awaitility.await().atMost(SOON).until(() -> podsOf(name).isEmpty());
  }

  @Test
  void aSpecOfALaterVersionIsInvalidAndHarmsNoOther() {
    // Given a definition with a tool that this version doesn't know, and a test that wants it
    definition("add", "netperf9");
    try {
      Awaitility.await("the definition to be in force")
          .atMost(SOON)
          .ignoreExceptionsInstanceOf(KubernetesClientException.class)
          .until(() -> create("later", "", "tool: netperf9"));

      // Then that test says so, and others are measured
      var later = until("later", test -> says(test, "Invalid"));
      assertThat(ready(later).orElseThrow().message()).contains("spec.tool", "netperf9");
      create("beside", "", NODES + ", repetitions: 1");
      until("beside", test -> says(test, "Complete"));
    } finally {
      definition("remove", "netperf9");
    }

    // And also after the definition was rolled back: the object is still stored
    create("beside-it-still", "", NODES + ", repetitions: 1");
    until("beside-it-still", test -> says(test, "Complete"));
  }

  private void definition(String operation, String tool) {
    var path = "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/tool/enum/";
    var end = operation.equals("add") ? "-" : "3";
    server.kubectl(
        "patch",
        "crd/netperftests.netperf.dev",
        "--type=json",
        "--patch=[{\"op\": \"%s\", \"path\": \"%s%s\", \"value\": \"%s\"}]"
            .formatted(operation, path, end, tool));
  }

  @Test
  void constantsOfALaterVersionInAStatusAreKept() {
    // Given a complete test, in whose status a later version has left a warning of its own
    create("newer", "", NODES + ", repetitions: 1");
    until("newer", test -> says(test, "Complete"));
    var tests = client.resources(NetPerfTest.class).inNamespace(NAMESPACE);
    tests
        .withName("newer")
        .subresource("status")
        .patch(
            ApiServer.MERGE,
            "{\"status\": {\"warnings\": [{\"type\": \"Sunspots\", \"message\": \"many\"}]}}");

    // When this version writes the status
    tests.withName("newer").patch(ApiServer.MERGE, "{\"spec\": {\"podRetention\": \"Never\"}}");
    var generation = read("newer").getMetadata().getGeneration();
    var written = until("newer", t -> generation.equals(t.getStatus().observedGeneration()));

    // Then the warning still stands there, and the operator lives
    assertThat(written.getStatus().warnings())
        .extracting(Warning::type)
        .containsExactly("Sunspots");
    assertThat(operator.scrape().value("netperf_leader")).isEqualTo(1);
  }

  /**
   * The framework keeps the answer to a write until the next event about the object. Where the
   * answer came after its event, none may ever come.
   */
  @Test
  void ofTestsWhoseStatusItHasWrittenTheOperatorKeepsNoMoreThanItNeeds() {
    operator.close();
    // Given an operator that hears of a write by its watch first
    try (var tap = server.wiretap();
        var tapped =
            OperatorProcess.start(server, Map.of("KUBECONFIG", tap.kubeconfig().toString()))) {
      create("small", "", "suspend: true");
      until("small", test -> says(test, "Suspended"));
      tap.answersPatchesLate(Duration.ofMillis(500));
      var before = tapped.liveHeap();

      // When tests with 0.9 MB of labels get their status
      var labels =
          IntStream.range(0, 7_000)
              .mapToObj(i -> "%s%d: %s".formatted("k".repeat(50), i, "v".repeat(63)))
              .collect(Collectors.joining(", ", ", labels: {", "}"));
      var names = List.of("labelled-1", "labelled-2", "labelled-3", "labelled-4");
      for (var name : names) {
        create(name, labels, "suspend: true");
        until(name, test -> says(test, "Suspended"));
        // and no other test has an event until the answer is there
        Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
      }

      // Then the heap holds about what it held
      assertThat(tapped.liveHeap() - before).isLessThan(3 << 20);
      names.forEach(
          name ->
              client.resources(NetPerfTest.class).inNamespace(NAMESPACE).withName(name).delete());
    } finally {
      operator = OperatorProcess.start(server);
    }
  }

  /** As a reinstall does. */
  @Test
  void aDefinitionThatIsDeletedAndMadeAnewIsWatchedAgain() {
    // Given
    server.deleteAllTests();
    server.kubectl("delete", "crd/netperftests.netperf.dev", "--timeout=30s");

    // When it is made again, with a test
    server.install();
    create("reinstalled", "", NODES + ", repetitions: 1");

    // Then that is measured
    Awaitility.await("reinstalled")
        .atMost(Duration.ofMinutes(1))
        .until(() -> says(read("reinstalled"), "Complete"));
  }

  /** Nodes are of the whole cluster, so the one who gives them away is one, too. */
  @Test
  void aSecondInstallInTheClusterDoesNotLead() throws IOException {
    // Given an operator that leads, and another namespace
    var other = server.namespace("netperf-elsewhere");

    // When an operator is installed there as well
    var second = Map.of("NETPERF_NAMESPACE", other);
    assertThatThrownBy(() -> OperatorProcess.start(server, second))
        .isInstanceOf(TerminalFailureException.class);

    // Then it says why it ends, and the first one goes on
    assertThat(Files.readString(server.operatorLog()))
        .contains("another install of this operator leads in namespace netperf-system");
    create("first-goes-on", "", NODES + ", repetitions: 1");
    until("first-goes-on", test -> says(test, "Complete"));
  }

  /** Anybody may write a Lease into a namespace of his own. */
  @Test
  void aLeaseOfSomebodyWithoutAnInstallKeepsNoOperatorFromLeading() {
    try (var lease = new TenantLease(client, server.namespace("tenant-with-a-lease"))) {
      // When an operator starts
      operator.close();
      operator = OperatorProcess.start(server);

      // Then it leads
      create("led", "", NODES + ", repetitions: 1");
      until("led", test -> says(test, "Complete"));
      assertThat(lease.renewals()).isPositive();
    }
  }

  @Test
  void onlyTheNamespacesThatAreWatchedAreMeasuredIn() {
    // Given an operator that watches another namespace
    operator.close();
    operator =
        OperatorProcess.start(server, Map.of("NETPERF_WATCH_NAMESPACES", "default, " + NAMESPACE));
    var unwatched = server.namespace("unwatched");

    // When there are tests in both
    server.minimal(unwatched, "unseen");
    create("watched", "", NODES + ", repetitions: 1");

    // Then one is measured, and of the other nobody takes notice
    until("watched", test -> says(test, "Complete"));
    var unseen =
        client.resources(NetPerfTest.class).inNamespace(unwatched).withName("unseen").get();
    assertThat(ready(unseen).map(Condition::reason)).contains("Pending");
  }
}
