package dev.netperf.operator.simulation;

import static dev.netperf.operator.simulation.Violation.require;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Sample;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold of a status, and of one after another. */
final class StatusInvariants {
  private final Simulation world;
  private final Map<String, Integer> failed = new HashMap<>();

  StatusInvariants(Simulation world) {
    this.world = world;
  }

  void written(NetPerfTest before, NetPerfTest after) {
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

  private static boolean same(Sample was, Sample is) {
    return was.excluded(null).equals(is.excluded(null));
  }

  static List<String> words(NetPerfTestStatus status) {
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

  static long bandwidth(Sample sample) {
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
      long standing = status.samples().stream().filter(StatusInvariants::stands).count();
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
  boolean asksForItsRun(NetPerfTest test) {
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
}
