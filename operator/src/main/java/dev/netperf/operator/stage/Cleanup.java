package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.PodRetention;
import dev.netperf.operator.probe.Attempt;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.ProbeNetworkPolicy;
import dev.netperf.operator.probe.ProbeService;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.stream.Stream;

/** What has to go, given what was found out: the one place that says so. */
final class Cleanup {
  private static final int RETAINED = 10;

  private Cleanup() {}

  /** The pods, Services and NetworkPolicies to delete whose deletion was not asked for yet. */
  static List<HasMetadata> of(Situation situation) {
    var observation = situation.observation();
    Stream<HasMetadata> pods =
        observation.pods().stream()
            .filter(pod -> superfluous(situation, pod))
            .map(ObservedPod::pod);
    Stream<HasMetadata> services =
        observation.services().stream()
            .filter(service -> superfluous(situation, service))
            .map(HasMetadata.class::cast);
    Stream<HasMetadata> policies =
        observation.policies().stream()
            .filter(policy -> superfluous(situation, policy))
            .map(HasMetadata.class::cast);
    return undeleted(Stream.of(pods, services, policies).flatMap(all -> all));
  }

  /** Everything whose deletion was not asked for yet. */
  static List<HasMetadata> everything(Situation situation) {
    var observation = situation.observation();
    Stream<HasMetadata> pods = observation.pods().stream().map(ObservedPod::pod);
    return undeleted(
        Stream.of(pods, observation.services().stream(), observation.policies().stream())
            .flatMap(all -> all));
  }

  private static List<HasMetadata> undeleted(Stream<? extends HasMetadata> objects) {
    return objects
        .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
        .map(HasMetadata.class::cast)
        .toList();
  }

  private static boolean superfluous(Situation situation, Service service) {
    return !ProbeService.ofRun(service, situation.state().run().id()) || idle(situation);
  }

  private static boolean superfluous(Situation situation, NetworkPolicy policy) {
    return idle(situation) || !ProbeNetworkPolicy.ofRun(policy, situation.state().run().id());
  }

  private static boolean superfluous(Situation situation, ObservedPod pod) {
    if (!pod.ofRun(situation.state().run().id())) {
      return true;
    }
    if (inUse(situation, pod)) {
      return false;
    }
    return !pod.ended()
        || hasTheNameOfItsSuccessor(situation, pod)
        || !retained(situation, pod)
        || !amongTheNewest(situation, pod);
  }

  /** One that ended by its own time, and has the name of the server that is made in its place. */
  private static boolean hasTheNameOfItsSuccessor(Situation situation, ObservedPod pod) {
    return pod.is(Role.SERVER) && !idle(situation) && pod.attempt().equals(situation.attempt());
  }

  private static boolean inUse(Situation situation, ObservedPod pod) {
    if (idle(situation) || situation.misplaced(pod)) {
      return false;
    }
    return pod.is(Role.CLIENT)
        ? pod.attempt().equals(situation.attempt())
        : !ServerLife.spent(pod, situation) && !pod.ended();
  }

  private static boolean idle(Situation situation) {
    return situation.finished() || !situation.state().admitted();
  }

  private static boolean retained(Situation situation, ObservedPod pod) {
    var retention = situation.spec().podRetention();
    return retention == PodRetention.Always
        || (retention == PodRetention.OnFailure && failed(situation, pod));
  }

  /** However many there were: they stay for inspection, and each takes memory here and there. */
  private static boolean amongTheNewest(Situation situation, ObservedPod pod) {
    return situation.pods().stream()
            .filter(other -> other.ended() && other.attempt().compareTo(pod.attempt()) > 0)
            .filter(other -> retained(situation, other))
            .count()
        < RETAINED;
  }

  private static boolean failed(Situation situation, ObservedPod pod) {
    return pod.is(Role.SERVER)
        || situation.state().failures().stream()
            .anyMatch(f -> new Attempt(f.sample(), f.attempt()).equals(pod.attempt()));
  }
}
