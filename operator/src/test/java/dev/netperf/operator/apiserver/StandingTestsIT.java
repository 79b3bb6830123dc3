package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.probe.Labels;
import dev.netperf.run.LargestStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The packaged operator with its image's heap, in a cluster that is full of the largest objects
 * that an API server takes. The objects of the full show ({@code -Dstanding.percent=100}) take some
 * minutes to make; a quarter of them doesn't fit into the heap either.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(0) // it takes long
class StandingTestsIT {
  private static final String NAMESPACE = "standing";
  private static final int PERCENT = Integer.getInteger("standing.percent", 25);

  /** The limit of the container in {@code deploy/base}. */
  private static final long MEMORY = 256 << 20;

  private static final String HUNDRED = "repetitions: 100";
  private static final String LARGEST =
      "repetitions: 100, tool: sockperf, latencyMessageSizes: [64997, 64998, 64999, 65000], "
          + LargestStatus.PATHS;

  private final List<GenericKubernetesResource> standing = new ArrayList<>();
  private ApiServer server;
  private KubernetesClient client;
  private PlayedKubelet kubelet;

  @BeforeAll
  void start(ApiServer server) {
    this.server = server;
    client = server.client();
    server.deleteAllTests();
    server.serviceAccount(server.namespace(NAMESPACE));
    kubelet = new PlayedKubelet(client, NAMESPACE, "standing-1", "standing-2");
  }

  @AfterAll
  void stop() {
    kubelet.close();
    standing.parallelStream().forEach(test -> client.resource(test).delete());
    server.deleteAllTests();
  }

  @Test
  void theOperatorStartsLeadsAndMeasuresWithinItsMemory() throws IOException {
    // Given finished tests of every size, and what somebody made to fill a memory
    finished("largest", 50, LARGEST);
    finished("hundred", 500, HUNDRED);
    stand("owned", 50, "suspend: true", StandingTestsIT::own);
    stand("labelled", 50, "suspend: true", StandingTestsIT::label);

    podWithALongName();

    // When the operator starts
    try (var operator = OperatorProcess.asInItsImage(server)) {
      create("measured", "server: {nodeName: standing-1}, client: {nodeName: standing-2}");

      // Then it measures
      Awaitility.await("measured")
          .atMost(Duration.ofMinutes(1))
          .until(() -> ready("measured").equals(Optional.of("Complete")));

      // And never took more than it has
      assertThat(operator.mostMemory()).isLessThan(MEMORY);
      assertThat(operator.scrape().value("netperf_leader")).isEqualTo(1);
    }
  }

  /** With the status that they would have in the end. */
  private void finished(String prefix, int count, String spec) {
    var status = Map.of("status", LargestStatus.of("{" + spec + "}"));
    var text = client.getKubernetesSerialization().asJson(status);
    stand(prefix, count, spec, (test, i) -> {})
        .forEach(test -> client.resource(test).subresource("status").patch(ApiServer.MERGE, text));
  }

  private Stream<GenericKubernetesResource> stand(
      String prefix,
      int count,
      String spec,
      BiConsumer<GenericKubernetesResource, Integer> change) {
    var made =
        IntStream.range(0, count * PERCENT / 100)
            .parallel()
            .mapToObj(
                i -> {
                  var test = written(prefix + "-" + i, spec);
                  change.accept(test, i);
                  client.resource(test).create();
                  return test;
                })
            .toList();
    standing.addAll(made);
    return made.parallelStream();
  }

  /** It looks like a probe, and has a variable whose name is longer than readers of JSON expect. */
  private void podWithALongName() throws IOException {
    var namespace = server.namespace("standing-beside");
    server.serviceAccount(namespace);
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName("long")
            .addToLabels(Labels.MANAGED_BY, Labels.OPERATOR)
            .endMetadata()
            .withNewSpec()
            .withNodeName("nowhere")
            .addNewContainer()
            .withName("probe")
            .withImage("none")
            .addNewEnv()
            .withName("X".repeat(60_000))
            .endEnv()
            .endContainer()
            .endSpec()
            .build();
    // a client that reads JSON as usual would not understand the answer
    var file = Path.of("target/long-pod.json");
    Files.writeString(file, client.getKubernetesSerialization().asJson(pod));
    server.kubectl("create", "--filename=" + file);
  }

  /** 1.2 MB. */
  private static void own(GenericKubernetesResource test, int number) {
    test.getMetadata()
        .setOwnerReferences(
            IntStream.range(0, 20)
                .mapToObj(
                    i ->
                        new OwnerReferenceBuilder()
                            .withApiVersion("v1")
                            .withKind("ConfigMap")
                            .withName("x".repeat(60_000))
                            .withUid(number + "-" + i)
                            .build())
                .toList());
  }

  /** 1 MB. */
  private static void label(GenericKubernetesResource test, int number) {
    var labels = new HashMap<String, String>();
    for (int i = 0; i < 7_000; i++) {
      labels.put("example.com/" + number + "-" + "k".repeat(50) + i, "v".repeat(63));
    }
    test.getMetadata().setLabels(labels);
  }

  private GenericKubernetesResource written(String name, String spec) {
    return server.asWritten(
        """
        apiVersion: netperf.dev/v1alpha1
        kind: NetPerfTest
        metadata: {namespace: %s, name: %s}
        spec: {%s}
        """
            .formatted(NAMESPACE, name, spec));
  }

  private void create(String name, String spec) {
    client.resource(written(name, spec + ", repetitions: 1, durationSeconds: 1")).create();
  }

  private Optional<String> ready(String name) {
    return client
        .resources(NetPerfTest.class)
        .inNamespace(NAMESPACE)
        .withName(name)
        .get()
        .getStatus()
        .condition(Condition.READY)
        .map(Condition::reason);
  }
}
