package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.observe.Nodes;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.observe.ProbePodSource;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.observe.Sightings;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.operator.probe.ProbeSettings;
import dev.netperf.operator.probe.Role;
import dev.netperf.operator.probe.TestSettings;
import dev.netperf.run.Announcement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The operator acts on one test, as NetPerfTestReconciler lets it: it decides, and the decision is
 * carried out. What must hold of every decision is checked in here, see {@link #carryOut}.
 */
final class ActingOperator {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NetPerfTest test;
  private final MadeObjects objects;
  private final Nodes nodes;
  private final Ledger ledger;
  private final Supplier<Instant> clock;
  private final Sightings sightings;
  private final List<String> announced = new ArrayList<>();
  private ProbeSettings settings = TestSettings.PLAIN;
  private boolean gone;
  private Optional<Duration> lookAgain = Optional.empty();
  private Optional<Duration> lookAgainAfterWrite = Optional.empty();

  ActingOperator(
      NetPerfTest test, MadeObjects objects, Nodes nodes, Ledger ledger, Supplier<Instant> clock) {
    this.test = test;
    this.objects = objects;
    this.nodes = nodes;
    this.ledger = ledger;
    this.clock = clock;
    var start = clock.get();
    sightings = new Sightings(() -> Duration.between(start, clock.get()).toNanos());
  }

  /** With these settings from now on. */
  void settings(ProbeSettings changed) {
    settings = changed;
  }

  /** Whether it changed anything. */
  boolean act() {
    if (gone) {
      return false;
    }
    var statusBefore = test.getStatus();
    int changesBefore = objects.changes();
    Optional<Refusal> refusal = Optional.empty();
    for (int round = 0; round < 4; round++) {
      refusal = carryOut(decide(refusal));
      if (refusal.isEmpty()) {
        break;
      }
    }
    return !Objects.equals(statusBefore, test.getStatus()) || changesBefore != objects.changes();
  }

  Decision decide(Optional<Refusal> refusal) {
    var now = clock.get();
    return Decider.decide(
        new Observation(
            test,
            objects.pods().stream().map(sightings::of).toList(),
            objects.services(),
            objects.policies(),
            nodes,
            run -> ledger.others(ref(), ProbePodSource.alive(objects.pods().stream(), run, now)),
            sightings::unready,
            refusal,
            settings,
            now));
  }

  private Optional<Refusal> carryOut(Decision decision) {
    assertThat(decision.create().isEmpty() || decision.status().isPresent())
        .as("a creation is fenced by a status write")
        .isTrue();
    decision
        .nodes()
        .ifPresent(pair -> assertThat(ledger.reserve(ref(), pair)).as("nodes are free").isTrue());
    var writes = decision.status().filter(status -> !status.equals(test.getStatus())).isPresent();
    decision.status().ifPresent(this::write);
    ledger.follow(ref(), decision.nodes(), decision.waiting(), decision.slot());
    decision.delete().forEach(objects::delete);
    lookAgain = decision.lookAgain();
    lookAgainAfterWrite = writes ? lookAgain : lookAgainAfterWrite;
    for (var object : decision.create()) {
      assertThat(settings.networkPolicies() || !(object instanceof NetworkPolicy))
          .as("the operator has the right")
          .isTrue();
      var refusal = objects.create(object);
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    assertThat(objects.matching(p -> p.is(Role.CLIENT) && !p.ended()))
        .as("clients at a time")
        .hasSizeLessThan(2);
    if (decision.expired()) {
      assertThat(decision.create()).as("made for a test that goes").isEmpty();
      assertThat(test.getMetadata().getDeletionTimestamp()).as("deleted before").isNull();
      gone = true;
    }
    return Optional.empty();
  }

  /** As the API server keeps it: what JSON does not carry is lost. */
  private void write(NetPerfTestStatus status) {
    var before = Optional.ofNullable(test.getStatus()).orElse(NetPerfTestStatus.NONE);
    Announcement.between(before, status).forEach(news -> announced.add(news.reason()));
    try {
      test.setStatus(JSON.readValue(JSON.writeValueAsString(status), NetPerfTestStatus.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    assertThat(test.getStatus()).as("survives JSON").isEqualTo(status);
    status
        .results()
        .forEach(
            result ->
                assertThat(
                        status.samples().stream()
                            .filter(s -> s.path().equals(result.path()) && s.counted())
                            .flatMap(s -> s.values().stream())
                            .filter(v -> v.measurement().equals(result.measurement()))
                            .filter(v -> Objects.equals(v.messageSize(), result.messageSize())))
                    .as("values that a result is made of")
                    .hasSize(result.samples()));
  }

  private TestRef ref() {
    return TestRef.of(test);
  }

  /** The reasons of the Events so far. */
  List<String> announced() {
    return List.copyOf(announced);
  }

  Optional<Duration> lookAgain() {
    return lookAgain;
  }

  /**
   * When, after its last write, it wanted to look again if nothing happened: its own write is
   * nothing that happens.
   */
  Optional<Duration> lookAgainAfterWrite() {
    return lookAgainAfterWrite;
  }

  /** From now on its cache has this of the test. */
  void sees(NetPerfTest changed) {
    test = changed;
  }

  /** Whether it has deleted the test. */
  boolean testIsGone() {
    return gone;
  }
}
