package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.observe.Nodes;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.observe.ProbePodSource;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.observe.Sightings;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.NodeNames;
import dev.netperf.operator.placement.SlotUse;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.ProbeSettings;
import dev.netperf.operator.probe.Role;
import dev.netperf.operator.probe.TestSettings;
import dev.netperf.plan.Specs;
import dev.netperf.run.Announcement;
import dev.netperf.tool.Envelopes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A cluster in memory: one test, its pods, two nodes (or more), a clock that is moved by hand.
 * After every event the operator decides and the decision is carried out, until it wants no more.
 * What must hold of every decision is checked in here, see {@link #carryOut}.
 */
final class World {
  private static final int SLOTS = 2;
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String UID = Specs.UID;
  private static final String NAMED_NODES =
      "server: {nodeName: node-2}\nclient: {nodeName: node-1}\n";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Pod> pods = new LinkedHashMap<>();
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Map<String, NetworkPolicy> policies = new LinkedHashMap<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Ledger ledger = new Ledger(SLOTS, System::nanoTime);
  private final NetPerfTest test;
  private final List<String> everCreated = new ArrayList<>();
  private final List<String> announced = new ArrayList<>();
  private int deletions;
  private Instant now = START;
  private final Sightings sightings = new Sightings(() -> Duration.between(START, now).toNanos());
  private Duration apiServerAhead = Duration.ZERO;
  private Function<HasMetadata, Optional<Refusal>> apiServer = object -> Optional.empty();
  private boolean deletionHangs;
  private boolean gone;
  private ProbeSettings settings = TestSettings.PLAIN;
  private Optional<Duration> lookAgain = Optional.empty();
  private Optional<Duration> lookAgainAfterWrite = Optional.empty();

  private World(String spec) {
    test = Specs.test(spec);
  }

  // ---- given ----

  /** Two nodes and a test that names them: the server on node-2, the client on node-1. */
  static World with(String spec) {
    return on(2, NAMED_NODES + spec);
  }

  /** This number of nodes, and a test with nothing but this spec. */
  static World on(int nodes, String spec) {
    var world = new World(spec);
    for (int i = 1; i <= nodes; i++) {
      world.put(TestNodes.ready("node-" + i));
    }
    return world;
  }

  /** A test with named nodes whose servers listen and whose first client runs. */
  static World measuring(String spec) {
    return with(spec).settle().serversListen().clientRuns();
  }

  /** A test that another version of the operator left with this status. */
  static World found(String spec, NetPerfTestStatus status) {
    var world = with(spec);
    world.test.setStatus(status);
    return world;
  }

  World put(Node node) {
    nodes.put(node.getMetadata().getName(), node);
    return this;
  }

  /** Another test has this node. */
  World held(String node, String namespace, String name) {
    var ref = new TestRef(namespace, name, "uid-of-" + name);
    assertThat(ledger.reserve(ref, new NodeNames(node, node))).isTrue();
    return this;
  }

  /** As many others are measured, on other nodes, as may be at a time. */
  World othersMeasure() {
    for (int i = 0; i < SLOTS; i++) {
      ledger.measure(other(i), new SlotUse(SlotUse.Kind.TAKEN, "attempt"), Set.of());
    }
    return this;
  }

  /** They have ended. */
  World othersRest() {
    for (int i = 0; i < SLOTS; i++) {
      ledger.pass(other(i).uid());
    }
    return settle();
  }

  private static TestRef other(int number) {
    return new TestRef("team-b", "other-" + number, "uid-of-other-" + number);
  }

  /** Another test gives back what it has. */
  World givenBack(String name) {
    ledger.release("uid-of-" + name);
    return settle();
  }

  /** By so many seconds the API server's clock is ahead of the operator's. */
  World clockOfTheApiServer(long seconds) {
    apiServerAhead = Duration.ofSeconds(seconds);
    return this;
  }

  /** Deleted pods stay, with a deletion timestamp, until {@link #deletedPodsGo}. */
  World deletionTakesTime() {
    deletionHangs = true;
    return this;
  }

  /** With the operator's setting of extended resources. */
  World operatorAllows(String extended) {
    settings = TestSettings.allowing(extended);
    return this;
  }

  /** With the operator's setting of NetworkPolicies. */
  World operatorMakesNetworkPolicies() {
    settings = TestSettings.WITH_NETWORK_POLICIES;
    return this;
  }

  /** What the API server answers to a creation from now on. */
  World apiServerAnswers(Function<HasMetadata, Optional<Refusal>> answer) {
    apiServer = answer;
    return this;
  }

  // ---- when ----

  /** Lets the operator act until it wants no more. */
  World settle() {
    for (int round = 0; round < 20; round++) {
      if (!act()) {
        return this;
      }
    }
    throw new AssertionError("does not come to rest: " + standing());
  }

  World tick(long seconds) {
    return tick(Duration.ofSeconds(seconds));
  }

  World tick(Duration time) {
    now = now.plus(time);
    return settle();
  }

  /** As kubectl apply does. */
  World apply(String spec) {
    var changed = Specs.spec(spec);
    if (!changed.equals(test.getSpec())) {
      test.setSpec(changed);
      test.getMetadata().setGeneration(test.getMetadata().getGeneration() + 1);
    }
    return settle();
  }

  /** As kubectl apply does to a test that names its nodes. */
  World change(String spec) {
    return apply(NAMED_NODES + spec);
  }

  /** As after an upgrade of the CRD: the stored object is read with other defaults. */
  World readAs(String spec) {
    test.setSpec(Specs.spec(NAMED_NODES + spec));
    return settle();
  }

  /** An operator of another version, or somebody by hand, left this status. */
  World left(NetPerfTestStatus status) {
    test.setStatus(status);
    return this;
  }

  World deleteTest() {
    test.getMetadata().setDeletionTimestamp(now.toString());
    return settle();
  }

  /** Every server pod that lives runs and listens. */
  World serversListen() {
    living(Role.SERVER).forEach(TestPods::listens);
    return settle();
  }

  World clientRuns() {
    return happens(client(), pod -> TestPods.runs(pod, now));
  }

  /** The client measures these values. */
  World clientEnds(long bitsPerSecond, long latency) {
    var seconds = test.getSpec().durationSeconds();
    return clientEnds(0, Envelopes.ended(0, Envelopes.qperf(seconds, bitsPerSecond, latency)));
  }

  /** The client's container ends with this termination message. */
  World clientEnds(int exitCode, String message) {
    return happens(client(), pod -> TestPods.ends(pod, exitCode, message));
  }

  /** The sample that the client takes, from 0. */
  int next() {
    return new ObservedPod(client()).attempt().sample();
  }

  /** The client finds no server. */
  World clientFails() {
    return clientEnds(1, Envelopes.recorded("nothing-listens"));
  }

  /** This number of clients run and measure, one after the other. */
  World measure(int samples) {
    for (int i = 0; i < samples; i++) {
      serversListen();
      clientEnds(10_000_000_000L, 40_000);
    }
    return this;
  }

  /** Something happens to a pod. */
  World happens(Pod pod, Consumer<Pod> event) {
    event.accept(pod);
    return settle();
  }

  /** Somebody deletes a pod; it is there for a moment more. */
  World deleted(Pod pod) {
    return happens(pod, p -> p.getMetadata().setDeletionTimestamp(now.toString()));
  }

  /** The kubelet has removed every pod whose deletion was asked for. */
  World deletedPodsGo() {
    pods.values().removeIf(pod -> pod.getMetadata().getDeletionTimestamp() != null);
    return settle();
  }

  /** Somebody makes a pod that the test seems to own. */
  World forged(Pod pod) {
    pods.put(pod.getMetadata().getName(), pod);
    return settle();
  }

  /** A pod is gone at once. */
  World gone(Pod pod) {
    pods.remove(pod.getMetadata().getName());
    return settle();
  }

  /** A pod is gone, and the operator doesn't look yet. */
  World goneUnseen(Pod pod) {
    pods.remove(pod.getMetadata().getName());
    return this;
  }

  World nodeGoes(String name) {
    nodes.remove(name);
    return settle();
  }

  World nodeBecomesNotReady(String name) {
    return put(TestNodes.notReady(name, now)).settle();
  }

  World nodeBecomesReady(String name) {
    return put(TestNodes.ready(name)).settle();
  }

  // ---- then ----

  NetPerfTestStatus status() {
    return test.getStatus();
  }

  Instant now() {
    return now;
  }

  Optional<Duration> lookAgain() {
    return lookAgain;
  }

  /**
   * When the operator, after its last write, wanted to look again if nothing happened: its own
   * write is nothing that happens.
   */
  Optional<Duration> lookAgainAfterWrite() {
    return lookAgainAfterWrite;
  }

  /** Whether the operator has deleted the test. */
  boolean testIsGone() {
    return gone;
  }

  String reason() {
    return ready().reason();
  }

  String message() {
    return ready().message();
  }

  /**
   * The conditions with their status: {@code Ready=True Complete=True Finished=True Passed=True}.
   */
  String conditions() {
    return String.join(
        " ", status().conditions().stream().map(c -> c.type() + "=" + c.status()).toList());
  }

  /** In words, for the failures of a test. */
  String standing() {
    return status() == null ? "no status" : reason() + ": " + message() + " " + podNames();
  }

  boolean holds(String node) {
    return ledger.users(node).stream().anyMatch(t -> t.uid().equals(UID));
  }

  List<String> podNames() {
    return List.copyOf(pods.keySet());
  }

  List<String> everCreated() {
    return List.copyOf(everCreated);
  }

  List<String> serviceNames() {
    return List.copyOf(services.keySet());
  }

  List<NetworkPolicy> policies() {
    return List.copyOf(policies.values());
  }

  /** Somebody deletes the NetworkPolicies; the operator doesn't look yet. */
  World policiesAreGone() {
    policies.clear();
    return this;
  }

  /** The reasons of the Events so far. */
  List<String> announced() {
    return List.copyOf(announced);
  }

  /** The client that has not ended. */
  Pod client() {
    var clients = living(Role.CLIENT);
    assertThat(clients).as("living clients of %s", standing()).hasSize(1);
    return clients.get(0);
  }

  Pod server(Network network) {
    return living(Role.SERVER).stream()
        .filter(pod -> new ObservedPod(pod).network() == network)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no server on " + network + ": " + standing()));
  }

  /** Pods of a role that have not ended and whose deletion was not asked for. */
  List<Pod> living(Role role) {
    return matching(p -> p.is(role) && !p.ended() && !p.deleting());
  }

  List<Pod> matching(Predicate<ObservedPod> condition) {
    return pods.values().stream().filter(pod -> condition.test(new ObservedPod(pod))).toList();
  }

  /** What the operator would do now. */
  Decision decision() {
    return decide(Optional.empty());
  }

  // ---- the operator acts, as NetPerfTestReconciler lets it ----

  /** Whether it changed anything. */
  private boolean act() {
    if (gone) {
      return false;
    }
    var statusBefore = status();
    int changesBefore = everCreated.size() + deletions;
    Optional<Refusal> refusal = Optional.empty();
    for (int round = 0; round < 4; round++) {
      refusal = carryOut(decide(refusal));
      if (refusal.isEmpty()) {
        break;
      }
    }
    return !Objects.equals(statusBefore, status())
        || changesBefore != everCreated.size() + deletions;
  }

  private Decision decide(Optional<Refusal> refusal) {
    return Decider.decide(
        new Observation(
            test,
            pods.values().stream().map(sightings::of).toList(),
            List.copyOf(services.values()),
            List.copyOf(policies.values()),
            nodes(),
            run -> ledger.others(ref(), ProbePodSource.alive(pods.values().stream(), run, now)),
            sightings::unready,
            refusal,
            settings,
            now));
  }

  private Nodes nodes() {
    return new Nodes() {
      @Override
      public Optional<Node> get(String name) {
        return Optional.ofNullable(nodes.get(name));
      }

      @Override
      public Collection<Node> all() {
        return nodes.values();
      }
    };
  }

  private TestRef ref() {
    return TestRef.of(test);
  }

  private Optional<Refusal> carryOut(Decision decision) {
    assertThat(decision.create().isEmpty() || decision.status().isPresent())
        .as("a creation is fenced by a status write")
        .isTrue();
    decision
        .nodes()
        .ifPresent(pair -> assertThat(ledger.reserve(ref(), pair)).as("nodes are free").isTrue());
    var writes = decision.status().filter(status -> !status.equals(status())).isPresent();
    decision.status().ifPresent(this::write);
    ledger.follow(ref(), decision.nodes(), decision.waiting(), decision.slot());
    decision.delete().forEach(this::delete);
    lookAgain = decision.lookAgain();
    lookAgainAfterWrite = writes ? lookAgain : lookAgainAfterWrite;
    for (var object : decision.create()) {
      var refusal = apiServer.apply(object);
      if (refusal.isPresent()) {
        return refusal;
      }
      create(object);
    }
    assertThat(matching(p -> p.is(Role.CLIENT) && !p.ended()))
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

  /** One that exists already is the test's own and fine, see Pods.create. */
  private void create(HasMetadata object) {
    if (object instanceof Service service) {
      service.getSpec().setClusterIP("10.96.0.1");
      if (services.put(service.getMetadata().getName(), service) == null) {
        everCreated.add(service.getMetadata().getName());
      }
      return;
    }
    if (object instanceof NetworkPolicy policy) {
      assertThat(settings.networkPolicies()).as("the operator has the right").isTrue();
      if (policies.put(policy.getMetadata().getName(), policy) == null) {
        everCreated.add(policy.getMetadata().getName());
      }
      return;
    }
    var pod = (Pod) object;
    if (pods.containsKey(pod.getMetadata().getName())) {
      return;
    }
    pod.getMetadata().setUid("uid-of-pod-" + everCreated.size());
    pod.getMetadata().setCreationTimestamp(now.plus(apiServerAhead).toString());
    pods.put(pod.getMetadata().getName(), pod);
    everCreated.add(pod.getMetadata().getName());
  }

  private void delete(HasMetadata pod) {
    assertThat(pod.getMetadata().getDeletionTimestamp()).as("deleted before").isNull();
    deletions++;
    if (deletionHangs) {
      pod.getMetadata().setDeletionTimestamp(now.toString());
    } else {
      pods.remove(pod.getMetadata().getName());
      services.remove(pod.getMetadata().getName());
      policies.remove(pod.getMetadata().getName());
    }
  }

  private Condition ready() {
    return status().condition(Condition.READY).orElseThrow();
  }
}
