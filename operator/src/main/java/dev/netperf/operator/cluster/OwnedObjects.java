package dev.netperf.operator.cluster;

import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.probe.Admitted;
import dev.netperf.operator.probe.Controller;
import dev.netperf.operator.probe.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Creates and deletes what a test owns: probe pods, a Service and a NetworkPolicy. */
public final class OwnedObjects {
  private static final Logger LOG = Logger.getLogger(OwnedObjects.class);

  private OwnedObjects() {}

  /**
   * Creates these objects, up to the first that is refused.
   *
   * @return why it was refused
   */
  public static Optional<Refusal> create(
      List<HasMetadata> objects, HasMetadata owner, Cluster<?> cluster) {
    for (var object : objects) {
      try {
        LOG.debugf("create %s", object.getMetadata().getName());
        var made = cluster.create(object);
        if (!labelled(made, object) || !owned(made, owner)) {
          cluster.delete(made); // no watch of ours would ever see it
          return Optional.of(Refusals.changed(object));
        }
      } catch (KubernetesClientException e) {
        var refusal = refusal(e, object, owner, cluster);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }

  /** Why the API server refused what is nobody's but the operator's. */
  public static Refusal refusal(KubernetesClientException e) {
    return Refusals.of(e);
  }

  private static Optional<Refusal> refusal(
      KubernetesClientException e, HasMetadata object, HasMetadata owner, Cluster<?> cluster) {
    if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
      return Optional.of(Refusals.of(e, object));
    }
    var there = cluster.get(object);
    if (there.isEmpty()) {
      return Optional.of(Refusals.of(e, object)); // it is gone meanwhile
    }
    if (owned(there.get(), owner)) {
      return Optional.empty();
    }
    if (Admitted.alike(there.get(), object)) {
      cluster.delete(there.get()); // it was changed, and the answer to its creation was lost
      return Optional.of(Refusals.changed(object));
    }
    return Optional.of(Refusals.nameTaken(object));
  }

  private static boolean labelled(HasMetadata made, HasMetadata asked) {
    var labels = Optional.ofNullable(made.getMetadata().getLabels()).orElse(Map.of());
    return Labels.ALL.stream()
        .allMatch(key -> Objects.equals(labels.get(key), asked.getMetadata().getLabels().get(key)));
  }

  /** The probe pods that a test controls, as the cache knows them. */
  public static Stream<Pod> pods(HasMetadata owner, Context<?> context) {
    return of(owner, Pod.class, context);
  }

  /** The Services that a test controls, as the cache knows them. */
  public static List<Service> services(HasMetadata owner, Context<?> context) {
    return of(owner, Service.class, context).toList();
  }

  /** The NetworkPolicies that a test controls, as the cache knows them; none if there is none. */
  public static List<NetworkPolicy> policies(HasMetadata owner, Context<?> context) {
    return of(owner, NetworkPolicy.class, context).toList();
  }

  private static <T extends HasMetadata> Stream<T> of(
      HasMetadata owner, Class<T> type, Context<?> context) {
    return context.getSecondaryResourcesAsStream(type).filter(object -> owned(object, owner));
  }

  /** Whether a test controls this object of ours. */
  public static boolean owned(HasMetadata object, HasMetadata owner) {
    var uid = owner.getMetadata().getUid();
    return Labels.OPERATOR.equals(
            Optional.ofNullable(object.getMetadata().getLabels())
                .map(labels -> labels.get(Labels.MANAGED_BY))
                .orElse(null))
        && Controller.of(object).filter(o -> uid.equals(o.getUid())).isPresent();
  }
}
