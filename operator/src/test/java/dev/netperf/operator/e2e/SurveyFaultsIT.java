package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/** All pairs of six nodes, while everything is taken away that a survey can lose. */
@ExtendWith(LocalClusterExtension.class)
@Isolated("the operator is killed")
@Execution(ExecutionMode.SAME_THREAD)
@Order(3)
class SurveyFaultsIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String NAME = "faults";
  private static final int PAIRS = 15;

  private final LocalCluster cluster;

  SurveyFaultsIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void nothingIsMeasuredTwiceAndNothingIsLostWithoutAReason() {
    try (var pairs = cluster.nodes().take(3);
        var namespace = cluster.namespace("baseline")) {
      var six = pairs.pairs().stream().flatMap(p -> Stream.of(p.server(), p.client())).toList();
      var lost = six.get(5);
      var tests = new Tests();
      var watch = all(namespace).watch(tests);
      try {
        // Given a survey, two pairs at a time
        namespace.createOther(survey(six));
        untilMeasured(namespace, 2);

        // When the operator is killed, a test under way is deleted, the operator is killed again,
        // and a node is deleted
        killed(namespace);
        var deleted = deleteOneUnderWay(namespace, lost);
        untilNoted(namespace, Reason.TestDeleted);
        killed(namespace);
        cluster.kubectl("delete", "node", lost);
        var status = untilStatus(namespace, NetPerfSurveyStatus::finished);

        // Then every pair has a last word: it is measured, or was lost with the node
        var entries = entries(namespace);
        assertThat(lastWords(entries)).hasSize(PAIRS);
        assertThat(lastWords(entries).values())
            .allSatisfy(
                entry ->
                    assertThat(entry.measured() || lostWith(entry, lost)).as("%s", entry).isTrue());
        assertThat(status.condition("Complete")).as("%s", status.conditions()).isPresent();
        assertThat(status.progress().measured()).isGreaterThanOrEqualTo(10);

        // And none is measured twice, and the deleted test's pair says who lost it
        assertThat(entries.stream().filter(SurveyEntry::measured).map(SurveyEntry::pair))
            .doesNotHaveDuplicates();
        assertThat(entries)
            .as("%s", entries)
            .filteredOn(entry -> Reason.TestDeleted.name().equals(entry.failed()))
            .singleElement()
            .satisfies(entry -> assertThat(entry.message()).contains(deleted));

        // And Events say how its tests went; what warnings they have is in the entries
        var warnings = entries.stream().flatMap(e -> e.warnings().stream()).distinct().toList();
        assertThat(warnings).isNotEmpty();
        assertThat(namespace.all(Event.class))
            .filteredOn(event -> event.getRegarding().getName().startsWith(NAME + "-"))
            .extracting(Event::getReason)
            .contains("Measuring", "Complete")
            .doesNotContainAnyElementsOf(warnings);

        // And each node was to be client in about half of its pairs, and never in two tests
        assertThat(clients(namespace)).hasSize(6).allSatisfy((n, c) -> assertThat(c).isIn(2L, 3L));
        assertThat(tests.overlaps).isEmpty();

        // And what is taken over goes
        Awaitility.await("no test")
            .atMost(LiveTest.SOON)
            .untilAsserted(() -> assertThat(namespace.all(NetPerfTest.class)).isEmpty());
      } finally {
        watch.close();
        cluster.cluster("kubelet", LocalCluster.number(lost), "stop");
        cluster.cluster("kubelet", LocalCluster.number(lost), "start");
        cluster.untilReady(lost);
      }
    }
  }

  private String survey(List<String> six) {
    return """
    apiVersion: netperf.dev/v1alpha1
    kind: NetPerfSurvey
    metadata: {name: %s}
    spec:
      nodes: {exclude: [%s]}
      groupBy: []
      coverage: {mode: AllPairs}
      concurrency: {maxPairs: 2}
      keepTests: Never
      require: {minMeasuredPercent: 60}
      testTemplate:
        spec: {paths: [PodToPod], measurements: [TCPBandwidth], repetitions: 2, durationSeconds: 1, placementDeadlineSeconds: 10}
    """
        .formatted(
            NAME,
            cluster.nodeNames().stream()
                .filter(node -> !six.contains(node))
                .collect(Collectors.joining(", ")));
  }

  private NonNamespaceOperation<
          NetPerfTest, KubernetesResourceList<NetPerfTest>, Resource<NetPerfTest>>
      all(TestNamespace namespace) {
    return cluster.client().resources(NetPerfTest.class).inNamespace(namespace.name());
  }

  /** Killed, and another leads: it has measured more. */
  private void killed(TestNamespace namespace) {
    cluster.operator().kill();
    var before = untilStatus(namespace, status -> status.progress() != null);
    untilMeasured(namespace, before.progress().measured() + 1);
  }

  /** The deletion of a test that no operator has seen is nobody's to note. */
  private void untilNoted(TestNamespace namespace, Reason reason) {
    Awaitility.await(reason.name())
        .atMost(LIMIT)
        .until(() -> entries(namespace), entries -> anyFailed(entries, reason));
  }

  private static boolean anyFailed(List<SurveyEntry> entries, Reason reason) {
    return entries.stream().anyMatch(entry -> reason.name().equals(entry.failed()));
  }

  private void untilMeasured(TestNamespace namespace, int pairs) {
    untilStatus(
        namespace, status -> status.progress() != null && status.progress().measured() >= pairs);
  }

  private NetPerfSurveyStatus untilStatus(
      TestNamespace namespace, Predicate<NetPerfSurveyStatus> wanted) {
    var survey =
        cluster
            .client()
            .resources(NetPerfSurvey.class)
            .inNamespace(namespace.name())
            .withName(NAME);
    return Awaitility.await(NAME)
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> survey.get().getStatus(), status -> status != null && wanted.test(status));
  }

  /** One whose pair is tried again, as its nodes stay. */
  private String deleteOneUnderWay(TestNamespace namespace, String lost) {
    return Awaitility.await("a test under way")
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                namespace.all(NetPerfTest.class).stream()
                    .filter(test -> !test.isMarkedForDeletion())
                    .filter(test -> !nodes(test.getSpec()).contains(lost))
                    .filter(test -> test.getStatus() != null && !test.getStatus().finished())
                    .findFirst()
                    .map(
                        test -> {
                          cluster.client().resource(test).delete();
                          return test.getMetadata().getName();
                        })
                    .orElse(null),
            name -> name != null);
  }

  private static Set<String> nodes(NetPerfTestSpec spec) {
    return Set.of(spec.server().nodeName(), spec.client().nodeName());
  }

  private List<SurveyEntry> entries(TestNamespace namespace) {
    return namespace.all(NetPerfSurveySlice.class).stream()
        .flatMap(slice -> slice.getEntries().stream())
        .toList();
  }

  private static Map<Integer, SurveyEntry> lastWords(List<SurveyEntry> entries) {
    return entries.stream()
        .collect(Collectors.toMap(SurveyEntry::pair, entry -> entry, (first, last) -> last));
  }

  private static boolean lostWith(SurveyEntry entry, String node) {
    var reason = entry.failed() == null ? entry.skipped() : entry.failed();
    return Set.of(entry.client(), entry.server()).contains(node)
        && Reason.NodeNotFound.name().equals(reason)
        && entry.message().contains(node);
  }

  /** How often each node is to be client, by the plan. */
  private Map<String, Long> clients(TestNamespace namespace) {
    var plan =
        namespace.all(NetPerfSurveySlice.class).stream()
            .map(NetPerfSurveySlice::getPlan)
            .filter(p -> p != null)
            .findFirst()
            .orElseThrow();
    return plan.pairs().stream()
        .map(pair -> plan.nodes().get(Integer.parseInt(pair.split("-", -1)[0])).name())
        .collect(Collectors.groupingBy(node -> node, Collectors.counting()));
  }

  /** Tests at the same time on one node, as the API server told of them. */
  private static final class Tests implements Watcher<NetPerfTest> {
    private final Map<String, Set<String>> nodes = new ConcurrentHashMap<>();
    private final Queue<String> overlaps = new ConcurrentLinkedQueue<>();

    @Override
    public void eventReceived(Action action, NetPerfTest test) {
      var name = test.getMetadata().getName();
      if (action == Action.DELETED || (test.getStatus() != null && test.getStatus().finished())) {
        nodes.remove(name);
        return;
      }
      var own = nodes(test.getSpec());
      nodes.forEach(
          (other, taken) -> {
            var both = new HashSet<>(own);
            both.retainAll(taken);
            if (!other.equals(name) && !both.isEmpty()) {
              overlaps.add(name + " and " + other + " on " + both);
            }
          });
      nodes.put(name, own);
    }

    @Override
    public void onClose(WatcherException cause) {}
  }
}
