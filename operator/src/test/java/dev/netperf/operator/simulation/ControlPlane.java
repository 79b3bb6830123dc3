package dev.netperf.operator.simulation;

import dev.netperf.operator.fake.Store;
import dev.netperf.operator.fake.Store.Change;
import dev.netperf.operator.fake.Store.Kind;
import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.placement.NodeState;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Scheduler and node controller. */
final class ControlPlane {
  private static final int GRACE = 40_000;
  private static final int EVICTION = 300_000;
  private static final long MOMENT = 2000;

  private final Agenda agenda;
  private final Store store;
  private final Random random;
  private final Kubelets kubelets;

  /** Until when nodes were absent. */
  private final Map<String, Long> absent = new HashMap<>();

  /** Until when nodes have no room. */
  private final Map<String, Long> full = new HashMap<>();

  ControlPlane(Agenda agenda, Store store, Random random, Kubelets kubelets) {
    this.agenda = agenda;
    this.store = store;
    this.random = random;
    this.kubelets = kubelets;
    store.watch(this::happened);
  }

  // ---- nodes ----

  /** The kubelet stops, for this time. */
  void outage(String node, long millis) {
    kubelets.kubeletStops(node);
    agenda.in(GRACE, () -> notReady(node));
    agenda.in(millis, () -> back(node));
  }

  /** Whether there is no such node, or was none a moment ago. */
  boolean absentLately(String name) {
    return store.node(name).isEmpty()
        || absent.getOrDefault(name, -MOMENT) + MOMENT >= agenda.millis();
  }

  void deleteNode(String name, long millis) {
    store.node(name).ifPresent(store::remove);
    kubelets.nodeReboots(name);
    kubelets.kubeletStops(name);
    agenda.in(2000, () -> collect(name));
    agenda.in(
        millis,
        () -> {
          absent.put(name, agenda.millis());
          store.put(TestNodes.ready(name));
        });
    agenda.in(millis, () -> back(name));
  }

  private void notReady(String name) {
    var node = store.node(name);
    if (!kubelets.runs(name) && node.isPresent()) {
      store.put(keepingUid(TestNodes.notReady(name, agenda.now()), node.get()));
      agenda.in(EVICTION, () -> evict(name));
    }
  }

  private void back(String name) {
    kubelets.kubeletStarts(name);
    store
        .node(name)
        .filter(node -> !NodeState.ready(node))
        .ifPresent(node -> store.put(keepingUid(TestNodes.ready(name), node)));
  }

  private static Node keepingUid(Node fresh, Node there) {
    fresh.getMetadata().setUid(there.getMetadata().getUid());
    fresh.getSpec().setUnschedulable(there.getSpec().getUnschedulable());
    return fresh;
  }

  void cordon(String name, boolean cordoned) {
    store
        .node(name)
        .ifPresent(
            node ->
                store.put(node.edit().editSpec().withUnschedulable(cordoned).endSpec().build()));
  }

  /** The scheduler finds no room on a node, for this time. */
  void full(String name, long millis) {
    full.put(name, agenda.millis() + millis);
  }

  private void evict(String name) {
    if (!kubelets.runs(name)) {
      podsOn(name).stream()
          .filter(pod -> pod.getStatus() != null)
          .forEach(pod -> store.change(pod, TestPods.evicted(agenda.now())));
    }
  }

  /** The pods of a node that doesn't exist go. */
  private void collect(String name) {
    if (store.node(name).isEmpty()) {
      podsOn(name).forEach(store::remove);
    }
  }

  private List<Pod> podsOn(String name) {
    return store.pods().stream().filter(pod -> name.equals(pod.getSpec().getNodeName())).toList();
  }

  // ---- pods ----

  private void happened(Change change) {
    if (change.kind() == Kind.POD
        && change.before() == null
        && change.after() instanceof Pod pod
        && pod.getSpec().getAffinity() != null
        && pod.getMetadata().getLabels().containsKey(Labels.RUN)) {
      schedule(pod, 2 + random.nextInt(30));
    }
  }

  private void schedule(Pod pod, long delay) {
    var name = pod.getMetadata().getName();
    var uid = pod.getMetadata().getUid();
    agenda.in(delay, () -> store.pod(name, uid).ifPresent(this::place));
  }

  private void place(Pod pod) {
    if (pod.getSpec().getNodeName() != null) {
      return;
    }
    var wanted = TestPods.wantedNode(pod);
    var node = store.node(wanted).filter(NodeState::ready).filter(n -> !NodeState.cordoned(n));
    var free = store.pods().stream().noneMatch(other -> clash(pod, other, wanted));
    var room = agenda.millis() >= full.getOrDefault(wanted, 0L);
    if (node.isPresent() && free && room) {
      store.change(pod, TestPods::schedule);
      return;
    }
    if (pod.getStatus() == null) {
      store.change(
          pod,
          TestPods.unschedulable(
              free ? "Insufficient cpu" : "didn't have free ports for the requested pod ports"));
    }
    schedule(pod, 1000);
  }

  /** Whether both are servers on the network of this node. */
  private static boolean clash(Pod pod, Pod other, String node) {
    var mine = new ObservedPod(pod);
    var its = new ObservedPod(other);
    return !pod.getMetadata().getUid().equals(other.getMetadata().getUid())
        && mine.is(Role.SERVER)
        && its.is(Role.SERVER)
        && mine.network() == Network.HOST
        && its.network() == Network.HOST
        && node.equals(other.getSpec().getNodeName())
        && !its.ended();
  }
}
