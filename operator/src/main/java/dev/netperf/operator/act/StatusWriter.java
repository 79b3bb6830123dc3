package dev.netperf.operator.act;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.api.v1alpha1.NetPerfTestStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Writes the status, on condition that the resource is still the one that was observed. */
public final class StatusWriter {
  private static final Logger LOG = Logger.getLogger(StatusWriter.class);

  private StatusWriter() {}

  /**
   * Applies a whole status by server-side apply.
   *
   * @param observed the resource as it was observed; its resource version is the condition
   * @return the resource as it is now; empty when it has changed meanwhile or is gone, and nothing
   *     was written
   */
  public static Optional<NetPerfTest> write(
      NetPerfTest observed, NetPerfTestStatus status, Cluster cluster) {
    var metadata = observed.getMetadata();
    var fresh = new NetPerfTest();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(metadata.getName())
            .withNamespace(metadata.getNamespace())
            .withResourceVersion(metadata.getResourceVersion())
            .build());
    fresh.setSpec(null);
    fresh.setStatus(status);
    try {
      return Optional.of(cluster.applyStatus(fresh));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT
          || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        LOG.debugf("status not written: test=%s %s", metadata.getName(), e.getMessage());
        return Optional.empty();
      }
      throw e;
    }
  }
}
