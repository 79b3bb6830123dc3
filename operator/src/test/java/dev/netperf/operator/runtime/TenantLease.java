package dev.netperf.operator.runtime;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Lease with the name of the operator's, acquired long ago and renewed all the time, in a
 * namespace where the operator is not installed.
 */
public final class TenantLease implements AutoCloseable {
  private static final String LEASE =
      """
      apiVersion: coordination.k8s.io/v1
      kind: Lease
      metadata: {name: netperf-operator, namespace: %s}
      spec: {holderIdentity: nobody, acquireTime: "2020-01-01T00:00:00.000000Z"}
      """;
  private final KubernetesClient client;
  private final Lease lease;
  private final AtomicInteger renewed = new AtomicInteger();
  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> renewals;

  /** It is there, and renewed from now on. */
  public TenantLease(KubernetesClient client, String namespace) {
    this.client = client;
    lease = (Lease) client.resource(LEASE.formatted(namespace)).create();
    renewals = executor.scheduleWithFixedDelay(this::renew, 0, 500, TimeUnit.MILLISECONDS);
  }

  /** An operator sees by its resource version that it is renewed. */
  private void renew() {
    client
        .resource(lease)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"leaseTransitions\":%d}}".formatted(renewed.incrementAndGet()));
  }

  /** How often it was, without a failure. */
  public int renewals() {
    return renewals.isDone() ? 0 : renewed.get();
  }

  @Override
  public void close() {
    executor.shutdown();
    renewals.cancel(false);
    client.resource(lease).delete();
  }
}
