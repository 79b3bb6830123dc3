package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.fake.NodesByName;
import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.NodeNames;
import dev.netperf.operator.placement.SlotUse;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.operator.probe.TestSettings;
import dev.netperf.plan.Specs;
import dev.netperf.tool.Envelopes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A cluster in memory: one test, its pods, two nodes (or more), a clock that is moved by hand.
 * After every event the operator decides and the decision is carried out, until it wants no more,
 * see {@link ActingOperator}.
 */
final class World {
  private static final int SLOTS = 2;
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String UID = Specs.UID;
  private static final String NAMED_NODES =
      "server: {nodeName: node-2}\nclient: {nodeName: node-1}\n";

  private final NodesByName nodes = new NodesByName();
  private final Ledger ledger = new Ledger(SLOTS, System::nanoTime);
  private final MadeObjects objects = new MadeObjects(this::now);
  private NetPerfTest test;
  private Instant now = START;
  private final ActingOperator operator;

  private World(String spec) {
    test = Specs.test(spec);
    operator = new ActingOperator(test, objects, nodes, ledger, this::now);
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
    nodes.put(node);
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
  World clockOfTheApiServer(int seconds) {
    objects.clockIsAhead(seconds);
    return this;
  }

  /** Deleted pods stay, with a deletion timestamp, until {@link #deletedPodsGo}. */
  World deletionTakesTime() {
    objects.deletionTakesTime();
    return this;
  }

  /** With the operator's setting of extended resources. */
  World operatorAllows(String extended) {
    operator.settings(TestSettings.allowing(extended));
    return this;
  }

  /** With the operator's setting of NetworkPolicies. */
  World operatorMakesNetworkPolicies() {
    operator.settings(TestSettings.WITH_NETWORK_POLICIES);
    return this;
  }

  /** What the API server answers to a creation from now on. */
  World apiServerAnswers(Function<HasMetadata, Optional<Refusal>> answer) {
    objects.answers(answer);
    return this;
  }

  // ---- when ----

  /** Lets the operator act until it wants no more. */
  World settle() {
    for (int round = 0; round < 20; round++) {
      if (!operator.act()) {
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

  /** The same with words of a later version. */
  World changeAhead(String spec) {
    test.getMetadata().setGeneration(test.getMetadata().getGeneration() + 1);
    return readAs(spec);
  }

  /** As after an upgrade: the stored object is read with other defaults, or words. */
  World readAs(String spec) {
    var read = Specs.read(NAMED_NODES + spec, NetPerfTest.class);
    read.setMetadata(test.getMetadata());
    read.setStatus(test.getStatus());
    test = read;
    operator.sees(read);
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
    living(Role.SERVER).forEach(pod -> objects.change(pod, TestPods::listens));
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
    objects.change(pod, event);
    return settle();
  }

  /** The same, and the operator doesn't look yet. */
  World happensUnseen(Pod pod, Consumer<Pod> event) {
    objects.change(pod, event);
    return this;
  }

  /** Somebody deletes a pod; it is there for a moment more. */
  World deleted(Pod pod) {
    return happens(pod, p -> p.getMetadata().setDeletionTimestamp(now.toString()));
  }

  /** The kubelet has removed every pod whose deletion was asked for. */
  World deletedPodsGo() {
    objects.deletedPodsGo();
    return settle();
  }

  /** Somebody makes a pod that the test seems to own. */
  World forged(Pod pod) {
    objects.forge(pod);
    return settle();
  }

  /** A pod is gone at once. */
  World gone(Pod pod) {
    objects.lose(pod);
    return settle();
  }

  /** A pod is gone, and the operator doesn't look yet. */
  World goneUnseen(Pod pod) {
    objects.lose(pod);
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
    return operator.lookAgain();
  }

  /**
   * When the operator, after its last write, wanted to look again if nothing happened: its own
   * write is nothing that happens.
   */
  Optional<Duration> lookAgainAfterWrite() {
    return operator.lookAgainAfterWrite();
  }

  /** Whether the operator has deleted the test. */
  boolean testIsGone() {
    return operator.testIsGone();
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
    return objects.pods().stream().map(pod -> pod.getMetadata().getName()).toList();
  }

  List<String> everCreated() {
    return objects.everCreated();
  }

  List<String> serviceNames() {
    return objects.services().stream().map(s -> s.getMetadata().getName()).toList();
  }

  List<NetworkPolicy> policies() {
    return objects.policies();
  }

  /** Somebody deletes the NetworkPolicies; the operator doesn't look yet. */
  World policiesAreGone() {
    objects.losePolicies();
    return this;
  }

  /** The reasons of the Events so far. */
  List<String> announced() {
    return operator.announced();
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
    return objects.matching(condition);
  }

  /** What the operator would do now. */
  Decision decision() {
    return operator.decide(Optional.empty());
  }

  private Condition ready() {
    return status().condition(Condition.READY).orElseThrow();
  }
}
