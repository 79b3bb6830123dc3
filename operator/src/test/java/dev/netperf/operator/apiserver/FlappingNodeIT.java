package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever may write one node's labels does so all the time, while many tests wait for others. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlappingNodeIT {
  private static final String NAMESPACE = "flapping";
  private static final int WAITING = 100;
  private static final int SECONDS = 6;
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String NODES =
      "server: {nodeName: flapping-1}, client: {nodeName: flapping-2}, durationSeconds: 1";

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
    kubelet = new PlayedKubelet(client, NAMESPACE, "flapping-1", "flapping-2", "flapping-3");
    operator = OperatorProcess.start(server);
  }

  @AfterAll
  void stop() {
    kubelet.close();
    operator.close();
    server.deleteAllTests();
  }

  private void create(String name, String spec) {
    client
        .resource(
            server.asWritten(
                """
                apiVersion: netperf.dev/v1alpha1
                kind: NetPerfTest
                metadata: {namespace: %s, name: %s}
                spec: {%s}
                """
                    .formatted(NAMESPACE, name, spec)))
        .create();
  }

  private Resource<NetPerfTest> named(String name) {
    MixedOperation<NetPerfTest, ?, Resource<NetPerfTest>> tests =
        client.resources(NetPerfTest.class);
    return tests.inNamespace(NAMESPACE).withName(name);
  }

  private Optional<String> reason(String name) {
    return named(name).get().getStatus().condition(Condition.READY).map(Condition::reason);
  }

  private double turns() {
    return operator.scrape().sum("netperf_reconcile_seconds_count");
  }

  @Test
  void whoeverWaitsIsWokenEveryTwoSecondsAtMost() throws InterruptedException {
    // Given a test that keeps two nodes, and others that wait for them
    create("holder", NODES + ", pauseSeconds: 3600, activeDeadlineSeconds: 90000");
    Awaitility.await("holder")
        .atMost(SOON)
        .until(() -> !named("holder").get().getStatus().samples().isEmpty());
    IntStream.range(0, WAITING).parallel().forEach(i -> create("waiting-" + i, NODES));
    IntStream.range(0, WAITING)
        .forEach(
            i ->
                Awaitility.await("waiting-" + i)
                    .atMost(SOON)
                    .until(() -> reason("waiting-" + i).equals(Optional.of("NodesBusy"))));

    // When a label of a third node changes ten times a second
    var changes = new AtomicInteger();
    var done = new AtomicBoolean();
    var robot =
        new Thread(
            () -> {
              while (!done.get()) {
                label(changes.incrementAndGet());
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
              }
            });
    var before = turns();
    robot.start();
    TimeUnit.SECONDS.sleep(SECONDS);
    done.set(true);
    robot.join();

    // Then each had a turn, for the first change, and one every two seconds, and one for itself
    assertThat(changes.get()).isGreaterThan(3 * SECONDS);
    assertThat(turns() - before).isBetween(1.0 * WAITING, WAITING * (SECONDS / 2 + 2.0));
  }

  private void label(int number) {
    client
        .nodes()
        .withName("flapping-3")
        .patch(ApiServer.MERGE, "{\"metadata\":{\"labels\":{\"x\":\"" + number + "\"}}}");
  }
}
