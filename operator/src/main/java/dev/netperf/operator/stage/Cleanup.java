package dev.netperf.operator.stage;

import dev.netperf.operator.api.v1alpha1.PodRetention;
import dev.netperf.operator.probe.Attempt;
import dev.netperf.operator.probe.ProbePod;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Which pods have to go, given what was found out: the one place that says so. */
final class Cleanup {
  private Cleanup() {}

  /** The pods to delete whose deletion was not asked for yet. */
  static List<Pod> of(Situation situation) {
    return situation.observation().pods().stream()
        .filter(pod -> !pod.deleting() && superfluous(situation, pod))
        .map(ProbePod::pod)
        .toList();
  }

  private static boolean superfluous(Situation situation, ProbePod pod) {
    if (!pod.ofRun(situation.state().run().id())) {
      return true;
    }
    if (inUse(situation, pod)) {
      return false;
    }
    return !pod.ended() || !retained(situation, pod);
  }

  private static boolean inUse(Situation situation, ProbePod pod) {
    if (situation.finished() || !situation.state().admitted()) {
      return false;
    }
    return pod.is(Role.CLIENT)
        ? pod.attempt().equals(situation.attempt())
        : !situation.doubtful(pod) && !pod.ended();
  }

  private static boolean retained(Situation situation, ProbePod pod) {
    var retention = situation.spec().podRetention();
    return retention == PodRetention.Always
        || (retention == PodRetention.OnFailure && failed(situation, pod));
  }

  private static boolean failed(Situation situation, ProbePod pod) {
    return pod.is(Role.SERVER)
        || situation.state().failures().stream()
            .anyMatch(f -> new Attempt(f.sample(), f.attempt()).equals(pod.attempt()));
  }
}
