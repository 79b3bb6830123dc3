package dev.netperf.operator.netperftest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.cluster.NoCluster;
import dev.netperf.operator.cluster.OwnedObjects;
import dev.netperf.operator.fake.NodesByName;
import dev.netperf.operator.fake.Store;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.plan.Specs;
import dev.netperf.tool.Envelopes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The tests of a {@link Crowd}, their pods and the nodes: what API server, kubelets and users do.
 */
final class CrowdedCluster extends NoCluster {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Dice dice;

  /** Told of each test to which something has happened. */
  private final Consumer<String> onNews;

  /** Told of the node of each pod that is gone. */
  private final Consumer<String> onRoom;

  private final Store store = new Store(this::now);
  private final NodesByName nodes = new NodesByName();
  private final Map<String, Integer> waits = new LinkedHashMap<>();
  private Instant now = START;
  private int conflictPercent;
  private boolean podsTakeTime;
  private int namespaces = 1;
  private int arrivals;
  private int measured;

  CrowdedCluster(Dice dice, Consumer<String> onNews, Consumer<String> onRoom) {
    this.dice = dice;
    this.onNews = onNews;
    this.onRoom = onRoom;
  }

  Instant now() {
    return now;
  }

  /** Unless it is later already. */
  void passUntil(Instant time) {
    now = time.isAfter(now) ? time : now;
  }

  /** So many of a hundred status writes meet somebody else's. */
  void conflicts(int percent) {
    conflictPercent = percent;
  }

  /** Clients measure, and deleted pods live, until their turn comes. */
  void podsTakeTime() {
    podsTakeTime = true;
  }

  /** Tests come from so many namespaces. */
  void namespaces(int number) {
    namespaces = number;
  }

  // ---- what users do ----

  /** Somebody applies a test; its name tells its place among all that came. */
  String arrives(String spec) {
    var test = new NetPerfTest();
    var name = "t-" + arrivals;
    var uid = "%08x-0000-4000-8000-%012x".formatted(arrivals * 0x9E3779B1, arrivals);
    arrivals++;
    test.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("team-" + (namespaces == 1 ? 0 : dice.below(namespaces)))
            .withUid(uid)
            .withGeneration(1L)
            .build());
    test.setSpec(Specs.spec(spec));
    store.put(test);
    onNews.accept(name);
    return name;
  }

  /** Somebody applies another spec. */
  void apply(String name, String spec) {
    var changed = test(name).copy();
    changed.setSpec(Specs.spec(spec));
    changed.getMetadata().setGeneration(changed.getMetadata().getGeneration() + 1);
    store.put(changed);
    onNews.accept(name);
  }

  /** Somebody deletes a test, and its pods are collected. */
  void delete(String name) {
    var test = test(name);
    store.remove(test);
    podsOf(test.getMetadata().getUid()).toList().forEach(pod -> remove(pod.pod()));
  }

  /** Somebody takes the nodes out of a status. */
  void losesItsNodes(String name) {
    var changed = test(name).copy();
    ObjectNode status = JSON.valueToTree(changed.getStatus());
    status.remove("nodes");
    changed.setStatus(JSON.convertValue(status, NetPerfTestStatus.class));
    store.put(changed);
  }

  // ---- what kubelets do ----

  boolean clientsMeasure() {
    return pods(CrowdedCluster::measures).findFirst().isPresent();
  }

  /** One of the clients that measure ends. */
  void clientEnds() {
    ends(dice.oneOf(pods(CrowdedCluster::measures).toList()).pod());
  }

  private static boolean measures(ObservedPod pod) {
    return pod.is(Role.CLIENT) && !pod.ended() && !pod.deleting();
  }

  private void ends(Pod pod) {
    var test = test(label(pod, Labels.TEST));
    var seconds = test.getSpec().durationSeconds();
    var message = Envelopes.ended(0, Envelopes.qperf(seconds, 9_000_000_000L + measured++, 40_000));
    store.change(pod, p -> TestPods.ends(p, 0, message));
    now = now.plusSeconds(1);
    onNews.accept(test.getMetadata().getName());
  }

  boolean podsAreDeleted() {
    return pods(ObservedPod::deleting).findFirst().isPresent();
  }

  /** One of the pods whose deletion was asked for is gone. */
  void podGoes() {
    gone(dice.oneOf(pods(ObservedPod::deleting).toList()).pod());
  }

  /** Every one of them is. */
  void deletedPodsGo() {
    pods(ObservedPod::deleting).toList().forEach(pod -> gone(pod.pod()));
  }

  private void remove(Pod pod) {
    if (podsTakeTime && !new ObservedPod(pod).ended()) {
      store.change(pod, p -> p.getMetadata().setDeletionTimestamp(now.toString()));
    } else {
      gone(pod);
    }
  }

  private void gone(Pod pod) {
    store.remove(pod);
    onRoom.accept(pod.getSpec().getNodeName());
    if (store.test(label(pod, Labels.TEST)).isPresent()) {
      onNews.accept(label(pod, Labels.TEST));
    }
  }

  // ---- what operators ask ----

  @Override
  public NetPerfTest applyStatus(NetPerfTest written) {
    if (dice.chance(conflictPercent)) {
      throw new KubernetesClientException("somebody else was faster", 409, null);
    }
    var name = written.getMetadata().getName();
    var after = test(name).copy();
    after.setStatus(written.getStatus());
    store.put(after);
    if (reason(name).equals("NodesBusy")) {
      waits.merge(name, 1, Integer::sum);
    }
    return after;
  }

  @Override
  public HasMetadata create(HasMetadata object) {
    var there = store.get(object);
    if (there.isPresent()) {
      return there.get();
    }
    var pod = store.put((Pod) object);
    onNews.accept(label(pod, Labels.TEST));
    if (!new ObservedPod(pod).is(Role.CLIENT)) {
      store.change(pod, TestPods::listens);
    } else {
      store.change(pod, p -> TestPods.runs(p, now));
      if (!podsTakeTime) {
        ends(pod);
      }
    }
    return store.get(pod).orElseThrow();
  }

  @Override
  public Optional<HasMetadata> get(HasMetadata object) {
    return store.get(object);
  }

  @Override
  public void delete(HasMetadata object) {
    remove((Pod) object);
  }

  @Override
  public List<Pod> pods(NetPerfTest owner) {
    return store.pods().stream().filter(pod -> OwnedObjects.owned(pod, owner)).toList();
  }

  @Override
  public List<Service> services(NetPerfTest owner) {
    return List.of();
  }

  @Override
  public Optional<Node> node(String name) {
    return nodes.get(name);
  }

  @Override
  public List<Node> nodes() {
    return List.copyOf(nodes.all());
  }

  @Override
  public void post(Event event) {
    // nobody reads it here
  }

  // ---- what is there ----

  NodesByName view() {
    return nodes;
  }

  NetPerfTest test(String name) {
    return store.test(name).orElseThrow();
  }

  List<NetPerfTest> tests() {
    return store.tests();
  }

  List<String> names() {
    return List.copyOf(store.all(Store.Kind.TEST).keySet());
  }

  /** Why a test is not ready, or is. */
  String reason(String name) {
    return Optional.ofNullable(test(name).getStatus())
        .flatMap(status -> status.condition(Condition.READY))
        .map(Condition::reason)
        .orElse("none");
  }

  /** How many status writes each test's wait has cost. */
  Map<String, Integer> waits() {
    return Map.copyOf(waits);
  }

  Stream<Pod> pods() {
    return store.pods().stream();
  }

  Stream<ObservedPod> podsOf(String test) {
    return pods(pod -> test.equals(label(pod.pod(), Labels.TEST_UID)));
  }

  private Stream<ObservedPod> pods(Predicate<ObservedPod> condition) {
    return store.pods().stream().map(pod -> new ObservedPod(pod)).filter(condition);
  }

  private static String label(Pod pod, String key) {
    return pod.getMetadata().getLabels().get(key);
  }
}
