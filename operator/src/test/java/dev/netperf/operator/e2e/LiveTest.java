package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A NetPerfTest in the cluster. Every wait is bounded, and says what it saw last when it gives up.
 *
 * @param cluster the cluster
 * @param namespace its namespace
 * @param name its name
 */
record LiveTest(LocalCluster cluster, String namespace, String name) {
  /** Seconds, and some slack for a busy machine. */
  static final Duration SOON = Duration.ofSeconds(45);

  private static final Duration POLL = Duration.ofMillis(100);

  private Resource<NetPerfTest> resource() {
    return cluster.client().resources(NetPerfTest.class).inNamespace(namespace).withName(name);
  }

  /** As it is now; null when it is gone. */
  NetPerfTest get() {
    return resource().get();
  }

  NetPerfTestStatus status() {
    return get().getStatus();
  }

  Condition ready() {
    return status().condition(Condition.READY).orElseThrow();
  }

  /** What it says of itself now: reason and message. */
  String says() {
    return says(get());
  }

  private static String says(NetPerfTest test) {
    var ready = test.getStatus().condition(Condition.READY).orElseThrow();
    return ready.reason() + ": " + ready.message();
  }

  // ---- waiting

  NetPerfTest until(String what, Duration limit, Predicate<NetPerfTest> condition) {
    return until(what, limit, this::get, test -> test != null && condition.test(test));
  }

  /** Until the current generation's run has ended, either way. */
  NetPerfTest untilFinished(Duration limit) {
    var test = until("finish", limit, LiveTest::finished);
    Told.keep(name, says(), test.getStatus());
    return test;
  }

  /** Until it is complete; then the whole result must be sound. */
  NetPerfTestStatus untilComplete(Duration limit) {
    var test = untilFinished(limit);
    assertThat(says()).as(() -> "how it ended\n" + describe()).startsWith("Complete");
    Soundness.check(test);
    return test.getStatus();
  }

  /** Until it failed; then it must say so in every way. */
  NetPerfTestStatus untilFailed(Reason reason, Duration limit) {
    var status = untilFinished(limit).getStatus();
    assertThat(says()).as(() -> "how it ended\n" + describe()).startsWith(reason + ": ");
    assertThat(status.condition(Condition.READY)).hasValueSatisfying(c -> is(c, "False"));
    assertThat(status.condition(Condition.STALLED)).hasValueSatisfying(c -> is(c, "True"));
    assertThat(status.condition(Condition.RECONCILING)).isEmpty();
    assertThat(status.condition(Condition.PASSED)).hasValueSatisfying(c -> is(c, "Unknown"));
    assertThat(status.run().completionTime()).isNotNull();
    return status;
  }

  private static void is(Condition condition, String status) {
    assertThat(condition.status()).isEqualTo(status);
  }

  /** Until its Ready is about what was written. */
  NetPerfTestStatus untilObserved(NetPerfTest written) {
    return until("observe it", SOON, test -> observed(test, written)).getStatus();
  }

  /** Whether its Ready is about what was written. */
  static boolean observed(NetPerfTest test, NetPerfTest written) {
    var generation = written.getMetadata().getGeneration();
    return test.getStatus()
        .condition(Condition.READY)
        .map(c -> generation.equals(c.observedGeneration()))
        .orElse(false);
  }

  NetPerfTest untilSays(String text, Duration limit) {
    var test = until("say '" + text + "'", limit, t -> says(t).contains(text));
    Told.keep(name + " meanwhile", says(test), test.getStatus());
    return test;
  }

  NetPerfTest untilSamples(int count, Duration limit) {
    return until("have " + count + " samples", limit, t -> t.getStatus().samples().size() >= count);
  }

  /** Until a client's tool runs; gives back its pod. */
  Pod untilClientMeasures(Duration limit) {
    return until(
            "have a client that measures",
            limit,
            () ->
                probes(Role.CLIENT).stream()
                    .filter(p -> p.runningSince().isPresent() && !p.deleting())
                    .filter(p -> !HostProcesses.of(p.pod(), "qperf").isEmpty())
                    .findFirst(),
            found -> found.isPresent())
        .orElseThrow()
        .pod();
  }

  /** Until a client's tool has begun to send: it runs some time before. */
  void untilClientSends(Duration limit) {
    long tool = HostProcesses.of(untilClientMeasures(limit), "qperf").get(0);
    long before = HostProcesses.sentBytes(tool);
    until(
        "have a client that sends",
        limit,
        () -> HostProcesses.sentBytes(tool) - before,
        sent -> sent > 1_000_000);
  }

  void untilNoPods(Duration limit) {
    until("have no pods", limit, this::pods, List::isEmpty);
  }

  void untilGone(Duration limit) {
    until("be gone", limit, () -> Optional.ofNullable(get()), Optional::isEmpty);
  }

  private <T> T until(String what, Duration limit, Callable<T> look, Predicate<T> condition) {
    try {
      return Awaitility.await()
          .atMost(limit)
          .pollInterval(POLL)
          .pollDelay(Duration.ZERO)
          .until(look, condition);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "did not %s within %d s%n%s".formatted(what, limit.toSeconds(), describe()), e);
    }
  }

  private static boolean finished(NetPerfTest test) {
    long generation = test.getMetadata().getGeneration();
    return test.getStatus()
        .condition(Condition.FINISHED)
        .map(c -> "True".equals(c.status()) && c.observedGeneration() == generation)
        .orElse(false);
  }

  // ---- its pods

  List<Pod> pods() {
    return cluster
        .client()
        .pods()
        .inNamespace(namespace)
        .withLabel(Labels.TEST, name)
        .list()
        .getItems();
  }

  List<ObservedPod> probes(Role role) {
    return pods().stream().map(ObservedPod::new).filter(p -> p.is(role)).toList();
  }

  /** The server that clients of this path's network use now. */
  Pod server(String network) {
    return probes(Role.SERVER).stream()
        .filter(p -> network.equals(p.network().label()) && !p.ended() && !p.deleting())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no server on network " + network + describe()))
        .pod();
  }

  void delete(Pod pod) {
    cluster.client().resource(pod).delete();
  }

  // ---- changing it

  /** Merges this JSON into it. */
  NetPerfTest patch(String json) {
    return resource().patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  void delete() {
    resource().delete();
  }

  // ---- telling

  /** All that one wants to know when a check fails. */
  String describe() {
    var test = get();
    var text = new StringBuilder("--- status\n");
    text.append(test == null ? "the resource is gone\n" : Serialization.asYaml(test.getStatus()));
    text.append("--- pods\n");
    for (var pod : pods()) {
      text.append(pod.getMetadata().getName()).append(' ').append(pod.getSpec().getNodeName());
      text.append(pod.getMetadata().getDeletionTimestamp() == null ? "" : " (deleting)");
      text.append('\n').append(Serialization.asYaml(pod.getStatus()));
    }
    return text.append("--- operator\n").append(cluster.operator().tail()).toString();
  }
}
