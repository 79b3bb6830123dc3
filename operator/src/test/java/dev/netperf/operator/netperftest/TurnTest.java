package dev.netperf.operator.netperftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.cluster.Deletions;
import dev.netperf.operator.cluster.NoCluster;
import dev.netperf.operator.cluster.Races;
import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.observe.Nodes;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.placement.Claims;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.TestSettings;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A turn whose caches and API server don't say the same. */
class TurnTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final Map<String, Pod> pods = new LinkedHashMap<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Ledger ledger = new Ledger(100, System::nanoTime);
  private NetPerfTest test = test();
  private boolean cachesAreEmpty;
  private boolean deletionsFail;
  private boolean readsFail;
  private Consumer<Pod> webhook = pod -> {};
  private final Races races = new Races();
  private int version = 1;

  /** What somebody else writes just before each of the operator's writes, but for these reads. */
  private Optional<Consumer<NetPerfTest>> robot = Optional.empty();

  private boolean robotIsSlowAfterReads;

  TurnTest() {
    for (var name : List.of("node-1", "node-2")) {
      nodes.put(name, TestNodes.ready(name));
    }
  }

  private static NetPerfTest test() {
    return Specs.test("server: {nodeName: node-2}\nclient: {nodeName: node-1}\n");
  }

  private Optional<Duration> turn() {
    asked.clear();
    return new Turn(ledger, () -> {}, this::observe, new Server(), races, new Deletions())
        .take(test);
  }

  private Observation observe(NetPerfTest observed, Optional<Refusal> refusal) {
    return new Observation(
        observed,
        cachesAreEmpty
            ? List.of()
            : pods.values().stream().map(pod -> new ObservedPod(pod)).toList(),
        List.of(),
        List.of(),
        new Cached(),
        run -> Claims.NONE,
        node -> Duration.ZERO,
        refusal,
        TestSettings.PLAIN,
        NOW);
  }

  private final class Cached implements Nodes {
    @Override
    public Optional<Node> get(String name) {
      return cachesAreEmpty ? Optional.empty() : Optional.ofNullable(nodes.get(name));
    }

    @Override
    public Collection<Node> all() {
      return cachesAreEmpty ? List.of() : nodes.values();
    }
  }

  private final class Server extends NoCluster {
    @Override
    public NetPerfTest applyStatus(NetPerfTest given) {
      robotWrites();
      if (!test.getMetadata()
          .getResourceVersion()
          .equals(given.getMetadata().getResourceVersion())) {
        throw new KubernetesClientException("the object has been modified", 409, null);
      }
      asked.add("status");
      change(now -> now.setStatus(given.getStatus()));
      return test;
    }

    private void robotWrites() {
      if (!robotIsSlowAfterReads || !asked.contains("whole")) {
        robot.ifPresent(TurnTest.this::change);
      }
    }

    @Override
    public Optional<NetPerfTest> whole(NetPerfTest observed) {
      asked.add("whole");
      return Optional.of(test);
    }

    @Override
    public HasMetadata create(HasMetadata object) {
      asked.add("create");
      var pod = new PodBuilder((Pod) object).build();
      pod.getMetadata().setCreationTimestamp(NOW.toString());
      pod.getMetadata().setUid("uid-" + pod.getMetadata().getName());
      webhook.accept(pod);
      pods.put(pod.getMetadata().getName(), pod);
      return pod;
    }

    @Override
    public List<Pod> pods(NetPerfTest owner) {
      reads();
      return List.copyOf(pods.values());
    }

    @Override
    public List<Service> services(NetPerfTest owner) {
      return List.of();
    }

    @Override
    public Optional<Node> node(String name) {
      reads();
      return Optional.ofNullable(nodes.get(name));
    }

    @Override
    public List<Node> nodes() {
      reads();
      return List.copyOf(nodes.values());
    }

    private void reads() {
      asked.add("read");
      if (readsFail) {
        throw new KubernetesClientException("no luck", 500, null);
      }
    }

    @Override
    public void delete(HasMetadata object) {
      asked.add("delete");
      if (deletionsFail) {
        throw new KubernetesClientException("no luck", 500, null);
      }
      pods.remove(object.getMetadata().getName());
    }

    @Override
    public void post(Event event) {
      asked.add("event " + event.getReason());
    }
  }

  private void change(Consumer<NetPerfTest> how) {
    test = test.copy();
    how.accept(test);
    test.getMetadata().setResourceVersion(Integer.toString(++version));
  }

  private String reason() {
    return test.getStatus().condition(Condition.READY).orElseThrow().reason();
  }

  private void measuring() {
    turn();
    pods.values().forEach(TestPods::listens);
    turn();
    pods.values().stream()
        .filter(pod -> pod.getMetadata().getName().contains("-client-"))
        .forEach(pod -> TestPods.runs(pod, NOW));
    turn();
    assertThat(reason()).isEqualTo("Measuring");
  }

  @Test
  void whatIsInNoCacheMayBeThereAllTheSame() {
    // Given a run under way
    measuring();

    // When caches are empty for a moment, as when the operator stops
    cachesAreEmpty = true;
    turn();

    // Then that ends nothing
    assertThat(test.getStatus().finished()).isFalse();
    assertThat(test.getStatus().failures()).isEmpty();
    assertThat(asked).contains("read").doesNotContain("create", "delete");
  }

  @Test
  void whatTheApiServerSaysIsGoneIsGone() {
    measuring();
    nodes.remove("node-2");

    turn();

    assertThat(reason()).isEqualTo("NodeNotFound");
  }

  @Test
  void aFailureThatCannotBeConfirmedIsPutOff() {
    measuring();
    cachesAreEmpty = true;
    readsFail = true;

    assertThatThrownBy(this::turn).isInstanceOf(KubernetesClientException.class);

    assertThat(test.getStatus().finished()).isFalse();
  }

  @Test
  void whereNothingFailsNothingIsRead() {
    measuring();

    turn();

    assertThat(asked).isEmpty();
  }

  @Test
  void whatWasWrittenIsAnnouncedWhateverFailsThen() {
    // Given
    measuring();
    deletionsFail = true;
    nodes.remove("node-2");

    // When the pods can't be deleted
    assertThatThrownBy(this::turn).isInstanceOf(KubernetesClientException.class);

    // Then the end of the run has been told
    assertThat(asked).containsSubsequence("status", "event NodeNotFound", "delete");
  }

  static Stream<Consumer<Pod>> whatMakesAPodNobodys() {
    return Stream.of(
        pod -> pod.getMetadata().getLabels().remove(Labels.MANAGED_BY),
        pod -> pod.getMetadata().getLabels().put(Labels.RUN, "another"),
        pod -> pod.getMetadata().getLabels().remove(Labels.TEST_UID),
        pod -> pod.getMetadata().setOwnerReferences(List.of()));
  }

  @ParameterizedTest
  @MethodSource
  void whatMakesAPodNobodys(Consumer<Pod> change) {
    // Given a webhook that takes away what says whose a pod is
    webhook = change;

    // When the operator makes one
    turn();

    // Then it says so, and leaves nothing behind that no watch of its own would see
    assertThat(reason()).isEqualTo("ChangedByAdmission");
    assertThat(test.getStatus().finished()).isTrue();
    assertThat(pods).isEmpty();
  }

  private static void annotates(NetPerfTest test) {
    test.getMetadata().setAnnotations(Map.of("example.com/robot", "was here"));
  }

  @Test
  void aStatusIsWrittenThoughSomebodyWritesMetadataAllTheTime() {
    // Given somebody who writes between any look at the cache and the write
    robot = Optional.of(TurnTest::annotates);
    robotIsSlowAfterReads = true;
    turn();
    turn();
    assertThat(test.getStatus()).isNull();

    // When a third race is lost
    turn();

    // Then the status is written on what the API server itself says
    assertThat(asked).containsSubsequence("whole", "status");
    assertThat(reason()).isEqualTo("Starting");
  }

  @Test
  void aStatusIsNotWrittenOverAnotherSpec() {
    robot =
        Optional.of(
            test -> test.getMetadata().setGeneration(test.getMetadata().getGeneration() + 1));
    robotIsSlowAfterReads = true;

    for (int i = 0; i < 5; i++) {
      turn();
    }

    assertThat(test.getStatus()).isNull();
  }

  @Test
  void aStatusIsNotWrittenOverANamesakesOrAnotherStatus() {
    robotIsSlowAfterReads = true;
    for (var differs :
        List.<Consumer<NetPerfTest>>of(
            test -> test.getMetadata().setUid("another"),
            test -> test.getMetadata().setDeletionTimestamp(NOW.toString()),
            test -> test.setStatus(NetPerfTestStatus.NONE))) {
      // Given two races that were lost
      test = test();
      races.won(test);
      robot = Optional.of(TurnTest::annotates);
      turn();
      turn();

      // When in the third it is no more the same
      robot = Optional.of(differs);
      turn();

      // Then nothing is written
      assertThat(asked).contains("whole").doesNotContain("status");
    }
  }

  @Test
  void whoeverIsFasterThanAllTriesKeepsATestFromNothingButItself() {
    robot = Optional.of(TurnTest::annotates);

    turn();
    turn();

    assertThat(turn()).contains(Duration.ofMillis(200));
    assertThat(asked).filteredOn("whole"::equals).hasSize(10);
  }
}
