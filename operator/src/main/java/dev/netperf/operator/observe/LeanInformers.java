package dev.netperf.operator.observe;

import dev.netperf.api.v1alpha1.NetPerfResource;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.probe.Controller;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ProbeSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.PrimaryToSecondaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Informers with lean stores, each with its own. There is one informer for each namespace that is
 * watched, and the framework would give all of them the one store that a configuration has: each
 * would list what the others know, and forget it with its next list.
 */
public final class LeanInformers<R extends HasMetadata> extends InformerConfiguration<R> {
  private final UnaryOperator<R> lean;

  private LeanInformers(InformerConfiguration<R> plain, UnaryOperator<R> lean) {
    super(
        plain.getResourceClass(),
        plain.getName(),
        plain.getNamespaces(),
        plain.getFollowControllerNamespaceChanges(),
        plain.getLabelSelector(),
        plain.getOnAddFilter(),
        plain.getOnUpdateFilter(),
        plain.getOnDeleteFilter(),
        plain.getGenericFilter(),
        null,
        plain.getInformerListLimit(),
        plain.getFieldSelector(),
        plain.isComparableResourceVersions(),
        plain.getGhostResourceCacheCheckInterval());
    this.lean = lean;
  }

  /** Asked for by each informer once. */
  @Override
  public ItemStore<R> getItemStore() {
    return new LeanStore<>(lean);
  }

  /** As much of an object as informers of this configuration keep. */
  public static <R extends HasMetadata> R kept(R object, InformerConfiguration<R> informers) {
    return informers instanceof LeanInformers<R> ours ? ours.lean.apply(object) : object;
  }

  /** Informers of tests, as this configuration has them. */
  public static InformerConfiguration<NetPerfTest> ofTests(
      InformerConfiguration<NetPerfTest> plain, ProbeSettings settings) {
    return new LeanInformers<>(plain, test -> Lean.test(test, settings.inheritedLabels()));
  }

  /** Informers of whole resources, without what others put into their metadata. */
  public static <R extends NetPerfResource<?, ?>> InformerConfiguration<R> ofPrimary(
      InformerConfiguration<R> plain, UnaryOperator<R> copy) {
    return new LeanInformers<>(
        plain,
        resource -> {
          var lean = copy.apply(resource);
          lean.setMetadata(metadata(resource, Set.of()));
          return lean;
        });
  }

  /** Of an object's metadata what decisions need, and these labels. */
  public static ObjectMeta metadata(HasMetadata object, Set<String> labels) {
    return Lean.metadata(object, labels::contains);
  }

  /** Informers of an event source. */
  public static <R extends HasMetadata> InformerEventSourceConfiguration<R> of(
      InformerEventSourceConfiguration<R> plain, UnaryOperator<R> lean) {
    return new OfSource<>(plain, new LeanInformers<>(plain.getInformerConfig(), lean));
  }

  /** Informers of what the operator made for tests, in the namespaces that are watched. */
  static <R extends HasMetadata> InformerEventSourceConfiguration<R> ofControlled(
      Class<R> type, String name, UnaryOperator<R> lean) {
    return of(
        InformerEventSourceConfiguration.from(type, NetPerfTest.class)
            .withName(name)
            .withNamespacesInheritedFromController()
            .withInformerListLimit(Pages.SIZE)
            .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.OPERATOR)
            .withSecondaryToPrimaryMapper(object -> controller(object, NetPerfTest.class))
            .build(),
        lean);
  }

  /**
   * The resource of this kind that controls an object. Of other owners there may be thousands, and
   * new ones with each change: the framework's index forgets none that an object had before.
   */
  public static Set<ResourceID> controller(HasMetadata object, Class<? extends HasMetadata> kind) {
    return Mappers.fromOwnerReferences(kind)
        .toPrimaryResourceIDs(
            new PodBuilder()
                .withNewMetadata()
                .withNamespace(object.getMetadata().getNamespace())
                .withOwnerReferences(Controller.of(object).stream().toList())
                .endMetadata()
                .build());
  }

  private record OfSource<R extends HasMetadata>(
      InformerEventSourceConfiguration<R> plain, LeanInformers<R> informers)
      implements InformerEventSourceConfiguration<R> {
    @Override
    public InformerConfiguration<R> getInformerConfig() {
      return informers;
    }

    @Override
    public SecondaryToPrimaryMapper<R> getSecondaryToPrimaryMapper() {
      return plain.getSecondaryToPrimaryMapper();
    }

    @Override
    public <P extends HasMetadata> PrimaryToSecondaryMapper<P> getPrimaryToSecondaryMapper() {
      return plain.getPrimaryToSecondaryMapper();
    }

    @Override
    public Optional<GroupVersionKind> getGroupVersionKind() {
      return plain.getGroupVersionKind();
    }

    @Override
    public Optional<KubernetesClient> getKubernetesClient() {
      return plain.getKubernetesClient();
    }
  }
}
