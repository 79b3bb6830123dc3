package dev.netperf.operator.cluster;

import dev.netperf.operator.observe.Refusal;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jboss.logging.Logger;

/**
 * Writes the status, on condition that the resource is still the one that was observed.
 *
 * <p>Somebody who writes annotations all the time changes the resource version faster than a turn
 * gets from the cache to its write. Then the resource is read past the caches, and if no more than
 * metadata is new, the status is written at once on what was read, some times over. The condition
 * stays the resource version: an API server does not look at the uid in a server-side apply of a
 * status, and takes it for whatever namesake is there.
 */
public final class StatusWriter {
  private static final Logger LOG = Logger.getLogger(StatusWriter.class);

  /** From the read to the write are milliseconds: one of so many tries comes in time. */
  private static final int TRIES = 10;

  private StatusWriter() {}

  /**
   * Applies a whole status by server-side apply.
   *
   * @param observed the resource as it was observed; its resource version is the condition
   * @param status name, namespace and the status
   * @return the resource as it is now; empty when it has changed meanwhile or is gone, and nothing
   *     was written
   */
  public static <P extends HasMetadata> Optional<P> write(
      P observed, P status, Cluster<P> cluster) {
    status.getMetadata().setResourceVersion(observed.getMetadata().getResourceVersion());
    try {
      return Optional.of(cluster.applyStatus(status));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        LOG.debugf(
            "status not written: test=%s %s", observed.getMetadata().getName(), e.getMessage());
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The same where others write faster, to metadata only.
   *
   * @param observed the resource as it was observed; uid, generation, status and whether it is
   *     being deleted are what the decision was made on
   * @param status name, namespace and the status
   * @param alike whether two have the same status
   */
  public static <P extends HasMetadata> Optional<P> insist(
      P observed, P status, BiPredicate<P, P> alike, Cluster<P> cluster) {
    for (int i = 0; i < TRIES; i++) {
      var now =
          cluster
              .whole(observed)
              .filter(whole -> onlyMetadataDiffers(observed, whole) && alike.test(observed, whole));
      if (now.isEmpty()) {
        return Optional.empty();
      }
      var written = write(now.get(), status, cluster);
      if (written.isPresent()) {
        return written;
      }
    }
    return Optional.empty();
  }

  /**
   * Why the API server won't ever take a status of this resource.
   *
   * @throws KubernetesClientException the same, if it may take one later
   */
  public static Refusal refusal(KubernetesClientException e) {
    var refusal = Refusals.of(e);
    if (refusal.effect() != Refusal.Effect.RUN_FAILS) {
      throw e;
    }
    return refusal;
  }

  private static boolean onlyMetadataDiffers(HasMetadata observed, HasMetadata now) {
    var before = observed.getMetadata();
    var after = now.getMetadata();
    return after.getUid().equals(before.getUid())
        && Objects.equals(after.getGeneration(), before.getGeneration())
        && now.isMarkedForDeletion() == observed.isMarkedForDeletion();
  }
}
