package dev.netperf.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netperf.operator.act.Deletions;
import dev.netperf.operator.act.NoCluster;
import dev.netperf.operator.act.Races;
import dev.netperf.operator.api.v1alpha1.Condition;
import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.observe.Nodes;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.placement.Claims;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.plan.Specs;
import dev.netperf.operator.probe.ProbePod;
import dev.netperf.operator.probe.TestSettings;
import dev.netperf.operator.stage.TestNodes;
import dev.netperf.operator.stage.TestPods;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
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
import org.junit.jupiter.api.Test;

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

  TurnTest() {
    for (var name : List.of("node-1", "node-2")) {
      nodes.put(name, TestNodes.ready(name));
    }
  }

  private static NetPerfTest test() {
    var test = new NetPerfTest();
    test.setMetadata(
        new ObjectMetaBuilder()
            .withName("overlay-cost")
            .withNamespace("team-a")
            .withUid("0f0e0d0c-0b0a-4908-8706-050403020100")
            .withGeneration(1L)
            .withResourceVersion("1")
            .build());
    test.setSpec(Specs.spec("server: {nodeName: node-2}\nclient: {nodeName: node-1}\n"));
    return test;
  }

  private Optional<Duration> turn() {
    asked.clear();
    return new Turn(ledger, () -> {}, this::observe, new Server(), new Races(), new Deletions())
        .take(test);
  }

  private Observation observe(NetPerfTest observed, Optional<Refusal> refusal) {
    return new Observation(
        observed,
        cachesAreEmpty ? List.of() : pods.values().stream().map(pod -> new ProbePod(pod)).toList(),
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
      asked.add("status");
      test = test.copy();
      test.setStatus(given.getStatus());
      return test;
    }

    @Override
    public void create(HasMetadata object) {
      asked.add("create");
      var pod = (Pod) object;
      pod.getMetadata().setCreationTimestamp(NOW.toString());
      pod.getMetadata().setUid("uid-" + pod.getMetadata().getName());
      pods.put(pod.getMetadata().getName(), pod);
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

  private String reason() {
    return test.getStatus().condition(Condition.READY).orElseThrow().reason();
  }

  private void measuring() {
    turn();
    pods.values().forEach(TestPods::listens);
    turn();
    pods.values().stream()
        .filter(pod -> pod.getMetadata().getName().contains("-c-"))
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
}
