package dev.netperf.operator.act;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.probe.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Creates and deletes probe pods. */
public final class Pods {
  private static final Logger LOG = Logger.getLogger(Pods.class);

  private Pods() {}

  /** Asks for the deletion of these pods; one that is gone already is fine. */
  public static void delete(List<Pod> pods, Context<NetPerfTest> context) {
    for (var pod : pods) {
      LOG.debugf("delete pod=%s", pod.getMetadata().getName());
      context.getClient().resource(pod).delete();
    }
  }

  /**
   * Creates these pods, up to the first that is refused.
   *
   * @return why it was refused
   */
  public static Optional<Refusal> create(
      List<Pod> pods, NetPerfTest owner, Context<NetPerfTest> context) {
    for (var pod : pods) {
      try {
        LOG.debugf("create pod=%s", pod.getMetadata().getName());
        context.resourceOperations().create(pod);
      } catch (KubernetesClientException e) {
        var refusal = refusal(e, pod, owner, context);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> refusal(
      KubernetesClientException e, Pod pod, NetPerfTest owner, Context<NetPerfTest> context) {
    if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
      return Optional.of(Refusals.of(e));
    }
    var there = context.getClient().resource(pod).get();
    return there != null && owned(there, owner)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Refusal.Effect.ATTEMPT_FAILS,
                Reason.PodNameTaken,
                "A pod that is not this test's own has the name " + pod.getMetadata().getName()));
  }

  /** Whether this test controls the pod. */
  public static boolean owned(Pod pod, NetPerfTest owner) {
    var uid = owner.getMetadata().getUid();
    return Labels.OPERATOR.equals(
            Optional.ofNullable(pod.getMetadata().getLabels())
                .map(labels -> labels.get(Labels.MANAGED_BY))
                .orElse(null))
        && pod.getMetadata().getOwnerReferences().stream()
            .anyMatch(o -> Boolean.TRUE.equals(o.getController()) && uid.equals(o.getUid()));
  }
}
