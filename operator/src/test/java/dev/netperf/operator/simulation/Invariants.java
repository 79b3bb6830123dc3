package dev.netperf.operator.simulation;

import static dev.netperf.operator.simulation.Violation.require;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.PodRetention;
import dev.netperf.operator.fake.Store;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must never happen, held against what really happened. The numbers are those of the table in
 * docs/simulation.md.
 */
final class Invariants {
  private final Simulation world;
  private final StatusInvariants statuses;

  /**
   * Tests whose status an operator wrote when its time was over: who has which node is not in it.
   */
  private final Set<String> late = new HashSet<>();

  Invariants(Simulation world) {
    this.world = world;
    statuses = new StatusInvariants(world);
  }

  // ---- 1: no node in two measurements, one client at a time ----

  void clientStarts(Kubelets.Client client) {
    for (var other : world.kubelets.measuring()) {
      if (!other.pod().equals(client.pod())) {
        require(1, !other.run().equals(client.run()), "two clients: %s, %s", client, other);
        require(1, disjoint(other.nodes(), client.nodes()), "disturbed: %s by %s", other, client);
      }
    }
    var measuring = new HashSet<>(world.kubelets.measuring());
    measuring.add(client);
    require(9, measuring.size() <= world.slots, "too many at a time: %s", measuring);
  }

  private void admittedAlone(NetPerfTest test) {
    if (!admitted(test)) {
      return;
    }
    for (var other : world.store.tests()) {
      if (admitted(other)
          && !late.contains(other.getMetadata().getUid())
          && !other.getMetadata().getUid().equals(test.getMetadata().getUid())) {
        require(
            1,
            disjoint(nodes(test), nodes(other)),
            "both have nodes: %s, %s",
            name(test),
            name(other));
      }
    }
  }

  private static boolean admitted(NetPerfTest test) {
    var status = test.getStatus();
    return status != null
        && test.getMetadata().getDeletionTimestamp() == null
        && status.run() != null
        && status.run().admissionTime() != null
        && !status.finished();
  }

  private static Set<String> nodes(NetPerfTest test) {
    var pair = test.getStatus().nodes();
    return Set.of(pair.server().name(), pair.client().name());
  }

  private static boolean disjoint(Set<String> some, Set<String> others) {
    return some.stream().noneMatch(others::contains);
  }

  /** Only one knows which nodes are free. */
  void asks(OperatorProcess process) {
    require(1, !process.frozen(), "an operator that lost its lease goes on");
  }

  // ---- 3, 4, 6, 7: what a status may say ----

  void statusWritten(OperatorProcess process, NetPerfTest before, NetPerfTest after) {
    if (process.frozen()) {
      late.add(after.getMetadata().getUid());
    } else {
      late.remove(after.getMetadata().getUid());
      admittedAlone(after);
    }
    statuses.written(before, after);
  }

  /** Results of this run that the operator has seen, as sample and attempt. */
  Set<List<Integer>> resultsSeen(OperatorProcess process, NetPerfTest test) {
    return process.informers().all(Store.Kind.POD).stream()
        .filter(pod -> world.truth.by(pod.getMetadata().getUid()).isPresent())
        .map(pod -> new ObservedPod((Pod) pod))
        .filter(pod -> pod.ended() && !pod.deleting() && pod.ofRun(test.getStatus().run().id()))
        .filter(pod -> pod.terminated().map(t -> t.getExitCode() == 0).orElse(false))
        .map(pod -> List.of(pod.attempt().sample(), pod.attempt().number()))
        .collect(Collectors.toSet());
  }

  /** What was measured, and seen before it was decided, is no failure. */
  void notFailed(Set<List<Integer>> seen, NetPerfTest before, NetPerfTest after) {
    var known = before.getStatus() == null ? List.of() : before.getStatus().failures();
    for (var failure : after.getStatus().failures()) {
      require(
          7,
          known.contains(failure) || !seen.contains(List.of(failure.sample(), failure.attempt())),
          "a result that was seen is called a failure: %s",
          failure);
    }
  }

  // ---- 7, 8: what the operator may touch ----

  void creates(HasMetadata object) {
    var owner = object.getMetadata().getOwnerReferences().get(0);
    require(8, owner.getController() && world.truth.knows(owner.getUid()), "owned by nobody");
  }

  void deletes(HasMetadata given) {
    world
        .api
        .get(given)
        .filter(hit -> !changed(hit))
        .ifPresent(
            hit -> {
              var owners = hit.getMetadata().getOwnerReferences();
              require(
                  8,
                  !owners.isEmpty() && world.truth.knows(owners.get(0).getUid()),
                  "deletes what is not its own: %s",
                  hit.getMetadata().getName());
              var owner =
                  world.store.tests().stream()
                      .filter(t -> t.getMetadata().getUid().equals(owners.get(0).getUid()))
                      .findFirst();
              owner
                  .filter(test -> given instanceof Pod)
                  .ifPresent(test -> unrecorded(test, (Pod) given));
            });
  }

  /** It is the operator's, whatever admission made of its owner; its result is none. */
  private static boolean changed(HasMetadata hit) {
    var annotations = hit.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(ApiServer.CHANGED);
  }

  /** A result that the operator has seen is recorded before its pod goes. */
  private void unrecorded(NetPerfTest test, Pod given) {
    var pod = new ObservedPod(given);
    var status = test.getStatus();
    if (!pod.is(Role.CLIENT) || !pod.ended() || !admitted(test) || !pod.ofRun(status.run().id())) {
      return;
    }
    int lost = status.run().interruptions() == null ? 0 : status.run().interruptions();
    world
        .truth
        .by(given.getMetadata().getUid())
        .filter(value -> pod.attempt().number() == lost)
        .ifPresent(
            value ->
                require(
                    7,
                    status.samples().stream().anyMatch(s -> StatusInvariants.bandwidth(s) == value),
                    "an unrecorded result is deleted: %s",
                    pod.name()));
  }

  // ---- 2, 5: at the end ----

  boolean allEnded() {
    return world.leader().alive() && notEnded().isEmpty();
  }

  List<String> notEnded() {
    return world.store.tests().stream()
        .filter(test -> test.getStatus() == null || !test.getStatus().finished() || stale(test))
        .map(
            test ->
                name(test)
                    + " "
                    + StatusInvariants.words(
                        Optional.ofNullable(test.getStatus()).orElse(NetPerfTestStatus.NONE)))
        .toList();
  }

  private static boolean stale(NetPerfTest test) {
    return !test.getMetadata().getGeneration().equals(test.getStatus().observedGeneration());
  }

  void atRest() {
    world
        .store
        .tests()
        .forEach(
            test ->
                require(
                    6, statuses.asksForItsRun(test), "not measured: the spec of %s", name(test)));
    for (var pod : world.store.pods()) {
      var labels = pod.getMetadata().getLabels();
      var ours = changed(pod) || (labels != null && labels.containsKey(Labels.RUN));
      require(
          2,
          !ours || retained(pod) || unreachable(pod),
          "left behind: %s",
          pod.getMetadata().getName());
    }
    require(2, world.store.services().isEmpty(), "a Service is left behind");
  }

  /** Its deletion was asked for, but its kubelet is down, or was until a moment ago. */
  private boolean unreachable(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null
        && !world.kubelets.settled(pod.getSpec().getNodeName());
  }

  private boolean retained(Pod pod) {
    return world.store.tests().stream()
        .filter(
            test ->
                pod.getMetadata().getOwnerReferences().stream()
                    .anyMatch(owner -> owner.getUid().equals(test.getMetadata().getUid())))
        .anyMatch(
            test ->
                test.getSpec().podRetention() != PodRetention.Never
                    && new ObservedPod(pod).ended());
  }

  private static String name(NetPerfTest test) {
    return test.getMetadata().getName();
  }
}
