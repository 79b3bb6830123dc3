package dev.netperf.operator.cluster;

import dev.netperf.operator.runtime.Leadership;
import dev.netperf.operator.runtime.Pace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/**
 * The real ones, beside all reconciliations.
 *
 * @param client with the operator's rights
 * @param pace that reconciliations and these keep together
 * @param leadership without which nothing is asked
 */
public record OrphanRequests(KubernetesClient client, Pace pace, Leadership leadership)
    implements Orphans.Requests {
  @Override
  public Optional<Pod> pod(Pod known) {
    ready();
    return Optional.ofNullable(client.resource(known).get());
  }

  /** A resource version is never given twice, so it is of this pod and no namesake. */
  @Override
  public void delete(Pod read) {
    ready();
    client.resource(read).lockResourceVersion(read.getMetadata().getResourceVersion()).delete();
  }

  private void ready() {
    pace.await();
    leadership.require();
  }
}
