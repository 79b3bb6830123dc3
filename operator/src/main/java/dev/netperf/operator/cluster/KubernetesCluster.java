package dev.netperf.operator.cluster;

import dev.netperf.operator.observe.Lean;
import dev.netperf.operator.observe.LeanInformers;
import dev.netperf.operator.observe.Pages;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.runtime.Leadership;
import dev.netperf.operator.runtime.Pace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.config.Informable;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The real one. What it writes is in the caches when it returns, so that the next reconciliation
 * doesn't miss it.
 *
 * @param <P> the kind of resource for which it acts
 * @param context of the reconciliation
 * @param pace that all reconciliations keep together
 * @param leadership without which nothing is asked
 * @param fit leaves of a status what the installed definition takes
 * @param written is told of each status that the API server took
 */
public record KubernetesCluster<P extends HasMetadata>(
    Context<P> context, Pace pace, Leadership leadership, UnaryOperator<P> fit, Consumer<P> written)
    implements Cluster<P> {
  @Override
  public P applyStatus(P resource) {
    ready();
    var apply =
        new PatchContext.Builder()
            .withForce(true)
            .withFieldManager(context.getControllerConfiguration().fieldManager())
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .build();
    var now =
        cached(
            fit.apply(resource),
            status -> context.getClient().resource(status).subresource("status").patch(apply),
            context.eventSourceRetriever().getControllerEventSource());
    written.accept(now);
    return now;
  }

  @Override
  public HasMetadata create(HasMetadata object) {
    ready();
    return created(object);
  }

  @SuppressWarnings("unchecked") // an object is of its class
  private <R extends HasMetadata> R created(R object) {
    var source = context.eventSourceRetriever().getEventSourceFor((Class<R>) object.getClass());
    return cached(
        object,
        o -> context.getClient().resource(o).create(),
        (ManagedInformerEventSource<R, P, ?>) source);
  }

  /**
   * The answer to a request, whole. The framework keeps an answer until the next event about the
   * object, which for a finished test may never come: it gets no more than the informer keeps.
   */
  private <R extends HasMetadata, C extends Informable<R>> R cached(
      R object, UnaryOperator<R> request, ManagedInformerEventSource<R, P, C> source) {
    var answer = new AtomicReference<R>();
    context
        .resourceOperations()
        .resourcePatch(
            object,
            o -> {
              answer.set(request.apply(o));
              return LeanInformers.kept(answer.get(), source.configuration().getInformerConfig());
            },
            source);
    return answer.get();
  }

  @Override
  public Optional<HasMetadata> get(HasMetadata object) {
    ready();
    return Optional.ofNullable(context.getClient().resource(object).get());
  }

  @Override
  public Optional<P> whole(P observed) {
    ready();
    return Optional.ofNullable(context.getClient().resource(observed).get());
  }

  @Override
  public List<Pod> pods(P owner) {
    ready();
    return owned(context.getClient().pods(), owner);
  }

  @Override
  public List<Service> services(P owner) {
    ready();
    return owned(context.getClient().services(), owner);
  }

  /** By the labels that the watch goes by, and that of the owner; without a framework. */
  public static <T extends HasMetadata, L extends KubernetesResourceList<T>> List<T> owned(
      MixedOperation<T, L, ?> all, HasMetadata owner) {
    var labelled =
        all.inNamespace(owner.getMetadata().getNamespace())
            .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
            .withLabel(Labels.TEST_UID, owner.getMetadata().getUid());
    return Pages.all(Pages.SIZE, labelled::list).filter(o -> OwnedObjects.owned(o, owner)).toList();
  }

  @Override
  public Optional<Node> node(String name) {
    ready();
    return Optional.ofNullable(context.getClient().nodes().withName(name).get());
  }

  @Override
  public List<Node> nodes() {
    ready();
    return Pages.all(Pages.NODES, context.getClient().nodes()::list).map(Lean::node).toList();
  }

  @Override
  public void delete(HasMetadata object) {
    ready();
    context.getClient().resource(object).delete();
  }

  @Override
  public void deleteAsObserved(P observed) {
    ready();
    deleteAsObserved(observed, context.getClient());
  }

  /**
   * The same without a framework. No uid is needed besides: a resource version is never given
   * twice, so a namesake that was made meanwhile has another one.
   */
  public static void deleteAsObserved(HasMetadata observed, KubernetesClient client) {
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
