package dev.netperf.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The end of a finished test whose {@code spec.ttlSecondsAfterFinished} is over. */
public final class Expiry {
  private static final Logger LOG = Logger.getLogger(Expiry.class);

  /** After a change that the cache doesn't show yet; its event usually comes first. */
  private static final Duration SOON = Duration.ofMillis(200);

  /** After a refusal: a webhook's, or for want of a right. Nobody waits for it. */
  private static final Duration LATER = Duration.ofMinutes(1);

  private Expiry() {}

  /**
   * Deletes a test, on condition that it is still the one that was observed: a spec that was
   * changed a moment ago is a new run, not to be lost.
   *
   * @return when to look again; empty: it is gone
   */
  public static <P extends HasMetadata> Optional<Duration> delete(P observed, Cluster<P> cluster) {
    var metadata = observed.getMetadata();
    try {
      cluster.deleteAsObserved(observed);
      LOG.infof(
          "test=%s/%s deleted, its ttlSecondsAfterFinished is over",
          metadata.getNamespace(), metadata.getName());
      return Optional.empty();
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_NOT_FOUND -> Optional.empty();
        case HttpURLConnection.HTTP_CONFLICT -> Optional.of(SOON);
        default -> {
          LOG.warnf(
              "test=%s/%s not deleted: %s",
              metadata.getNamespace(), metadata.getName(), e.getMessage());
          yield Optional.of(LATER);
        }
      };
    }
  }
}
