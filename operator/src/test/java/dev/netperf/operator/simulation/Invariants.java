package dev.netperf.operator.simulation;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.PodRetention;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must never happen, held against what really happened. The numbers are those of the table in
 * docs/simulation.md.
 */
final class Invariants {
  private final Simulation world;
  private final Map<String, Integer> failed = new HashMap<>();

  /**
   * Tests whose status an operator wrote when its time was over: who has which node is not in it.
   */
  private final Set<String> late = new HashSet<>();

  Invariants(Simulation world) {
    this.world = world;
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
    var was =
        Optional.ofNullable(before).map(NetPerfTest::getStatus).orElse(NetPerfTestStatus.NONE);
    var is = after.getStatus();
    var sameRun = was.run() != null && was.run().id().equals(is.run().id());
    if (sameRun) {
      sameRun(was, is);
    } else {
      newRun(after, was, is);
    }
    measured(after, sameRun ? was.samples().size() : 0);
    patient(is);
    absent(was, is);
    counted(is);
    promises(after);
    repeated(after, was, is);
  }

  private void sameRun(NetPerfTestStatus was, NetPerfTestStatus is) {
    require(7, is.samples().size() >= was.samples().size(), "a recorded sample is lost");
    for (int i = 0; i < was.samples().size(); i++) {
      require(7, same(was.samples().get(i), is.samples().get(i)), "a recorded sample has changed");
    }
    if (was.nodes() != null && is.nodes() != null && !was.samples().isEmpty()) {
      require(
          4,
          was.nodes().server().name().equals(is.nodes().server().name()),
          "another server's node");
      require(
          4,
          was.nodes().client().name().equals(is.nodes().client().name()),
          "another client's node");
    }
    if (was.finished()) {
      require(
          3, is.with(0L, List.of()).equals(was.with(0L, List.of())), "a finished run has changed");
      require(3, words(is).equals(words(was)), "a finished run's conditions: %s", words(is));
    }
  }

  /**
   * All refusals in here pass, but for that of Pod Security: they end a run only at its deadline.
   */
  private void patient(NetPerfTestStatus status) {
    var reason = status.condition(Condition.READY).orElseThrow().reason();
    if (status.finished() && (reason.equals("PodRefused") || reason.equals("ServiceRefused"))) {
      var deadline = Instant.parse(status.run().deadline());
      require(5, !world.operatorTime().isBefore(deadline), "gave up on what passes");
    }
  }

  /** What is not in a cache alone is no reason to fail. */
  private void absent(NetPerfTestStatus was, NetPerfTestStatus is) {
    var ready = is.condition(Condition.READY).orElseThrow();
    if (is.finished() && !was.finished() && ready.reason().equals("NodeNotFound")) {
      require(
          10,
          Stream.of(ready.message().split("[^a-z0-9-]+"))
              .filter(word -> word.matches("node-[0-9]+"))
              .anyMatch(world.controlPlane::absentLately),
          "the node is there: %s",
          ready.message());
    }
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

  private static boolean same(Sample was, Sample is) {
    return was.excluded(null).equals(is.excluded(null));
  }

  private static List<String> words(NetPerfTestStatus status) {
    return status.conditions().stream()
        .map(c -> c.type() + c.status() + c.reason() + c.message())
        .toList();
  }

  private void newRun(NetPerfTest test, NetPerfTestStatus was, NetPerfTestStatus is) {
    require(3, is.samples().isEmpty(), "a new run begins with samples");
    world.truth.begins(is.run().id(), is.run().generation(), world.agenda.millis());
    if (was.run() != null) {
      var uid = test.getMetadata().getUid();
      var before = world.truth.asked(uid, was.run().generation());
      var now = world.truth.asked(uid, is.run().generation());
      require(3, !before.measured().equals(now.measured()), "a new run without a cause");
    }
  }

  private void measured(NetPerfTest test, int known) {
    var status = test.getStatus();
    var values = new HashSet<Long>();
    for (int i = 0; i < status.samples().size(); i++) {
      var sample = status.samples().get(i);
      long value = bandwidth(sample);
      require(4, values.add(value), "counted twice: %s", sample);
      if (i >= known) {
        var truth = world.truth.of(value);
        require(4, truth.isPresent(), "never measured: %s", sample);
        var really = truth.get();
        var says =
            new Truth.Measured(
                test.getMetadata().getUid(),
                status.run().id(),
                sample.index(),
                sample.attempt(),
                sample.path(),
                status.nodes().server().name(),
                status.nodes().client().name());
        require(4, says.equals(really), "really %s, recorded as %s", really, says);
        require(
            4,
            world.truth.measuredSince(status.run().id(), status.run().generation(), value),
            "measured before the run: %s",
            really);
      }
    }
  }

  private static long bandwidth(Sample sample) {
    return sample.values().stream()
        .filter(value -> value.of(Measurement.TCPBandwidth))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private void counted(NetPerfTestStatus status) {
    for (var result : status.results()) {
      long samples =
          status.samples().stream()
              .filter(s -> s.counted() && s.path().equals(result.path()))
              .count();
      require(4, samples == result.samples(), "n = %d of %d samples", result.samples(), samples);
    }
  }

  private void promises(NetPerfTest test) {
    var status = test.getStatus();
    status
        .conditions()
        .forEach(
            c ->
                require(
                    6,
                    c.observedGeneration().equals(status.observedGeneration()),
                    "conditions of another generation"));
    require(6, isTrue(status, Condition.FINISHED) == status.finished(), "Finished before the end");
    var promised = isTrue(status, Condition.READY) || isTrue(status, Condition.PASSED);
    if (promised) {
      var uid = test.getMetadata().getUid();
      var asked = world.truth.asked(uid, status.observedGeneration()).spec();
      require(6, asksForItsRun(test), "Ready for a spec that was not measured");
      require(6, status.finished(), "Ready before the end");
      long standing = status.samples().stream().filter(Invariants::stands).count();
      require(6, standing == wanted(asked), "Ready with %d of %d samples", standing, wanted(asked));
    }
  }

  /** Counted by what was seen: the status keeps the newest twenty only. */
  private void repeated(NetPerfTest test, NetPerfTestStatus was, NetPerfTestStatus is) {
    for (var failure : is.failures()) {
      if (!was.failures().contains(failure) && transientOne(failure)) {
        var where = is.run().id() + failure.node() + failure.sample();
        int attempts = failed.merge(where, 1, Integer::sum);
        require(5, attempts <= 1 + retries(test), "tries for ever: %s", failure);
      }
    }
  }

  private static boolean transientOne(Failure failure) {
    return Reason.valueOf(failure.reason()).kind() == Reason.Kind.TRANSIENT;
  }

  /** Whether the run is what the generation asks for that the status speaks of. */
  private boolean asksForItsRun(NetPerfTest test) {
    var uid = test.getMetadata().getUid();
    var status = test.getStatus();
    return world
        .truth
        .asked(uid, status.observedGeneration())
        .measured()
        .equals(world.truth.asked(uid, status.run().generation()).measured());
  }

  private int retries(NetPerfTest test) {
    var run = test.getStatus().run();
    return world
        .truth
        .asked(test.getMetadata().getUid(), run.generation())
        .spec()
        .retriesPerSample();
  }

  private static boolean stands(Sample sample) {
    return sample.excluded() == null || sample.excluded().equals("Warmup");
  }

  private static boolean isTrue(NetPerfTestStatus status, String type) {
    return status.condition(type).map(c -> c.status().equals("True")).orElse(false);
  }

  private static int wanted(NetPerfTestSpec spec) {
    return spec.paths().size() * (spec.repetitions() + spec.warmups());
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
                    status.samples().stream().anyMatch(s -> bandwidth(s) == value),
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
                    + words(Optional.ofNullable(test.getStatus()).orElse(NetPerfTestStatus.NONE)))
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
            test -> require(6, asksForItsRun(test), "not measured: the spec of %s", name(test)));
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

  @SuppressWarnings("AnnotateFormatMethod") // its annotation is in no library of ours
  private static void require(int invariant, boolean holds, String otherwise, Object... details) {
    if (!holds) {
      throw new Violation(invariant, otherwise.formatted(details));
    }
  }
}
