package dev.netperf.operator.act;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The real one. What it writes is in the caches when it returns, so that the next reconciliation
 * doesn't miss it.
 *
 * @param context of the reconciliation
 * @param pace that all reconciliations keep together
 * @param leadership without which nothing is asked
 * @param written is told of each status that the API server took
 */
public record KubernetesCluster(
    Context<NetPerfTest> context, Pace pace, Leadership leadership, Consumer<NetPerfTest> written)
    implements Cluster {
  @Override
  public NetPerfTest applyStatus(NetPerfTest test) {
    ready();
    var now = context.resourceOperations().serverSideApplyPrimaryStatus(test);
    written.accept(now);
    return now;
  }

  @Override
  public void create(HasMetadata object) {
    ready();
    context.resourceOperations().create(object);
  }

  @Override
  public Optional<HasMetadata> get(HasMetadata object) {
    ready();
    return Optional.ofNullable(context.getClient().resource(object).get());
  }

  @Override
  public void delete(HasMetadata object) {
    ready();
    context.getClient().resource(object).delete();
  }

  @Override
  public void deleteTest(NetPerfTest observed) {
    ready();
    deleteTest(observed, context.getClient());
  }

  /**
   * The same without a framework. No uid is needed besides: a resource version is never given
   * twice, so a namesake that was made meanwhile has another one.
   */
  public static void deleteTest(NetPerfTest observed, KubernetesClient client) {
    client
        .resource(observed)
        .lockResourceVersion(observed.getMetadata().getResourceVersion())
        .delete();
  }

  @Override
  public void post(Event event) {
    ready();
    context.getClient().resource(event).create();
  }

  private void ready() {
    pace.await();
    leadership.require();
  }
}
