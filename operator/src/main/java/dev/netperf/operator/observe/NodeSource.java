package dev.netperf.operator.observe;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.NodeState;
import io.fabric8.kubernetes.api.model.Node;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Watches the nodes, on behalf of the tests that use one or wait for some. */
public final class NodeSource extends InformerEventSource<Node, NetPerfTest> implements Nodes {
  private final Runnable onChange;

  /**
   * A watch of all nodes.
   *
   * @param context where it runs
   * @param ledger tells who has a node
   * @param onChange what to do for all others when a node is new, gone or another
   */
  public NodeSource(EventSourceContext<NetPerfTest> context, Ledger ledger, Runnable onChange) {
    super(
        LeanInformers.of(
            InformerEventSourceConfiguration.from(Node.class, NetPerfTest.class)
                .withName("nodes")
                // of the cluster, whatever namespaces are watched: else there would be one for each
                .withWatchAllNamespaces()
                .withInformerListLimit(Pages.NODES)
                .withSecondaryToPrimaryMapper(node -> users(node, ledger))
                .withPrimaryToSecondaryMapper((NetPerfTest test) -> Set.of())
                .withOnUpdateFilter(NodeSource::matters)
                .build(),
            Lean::node),
        context);
    this.onChange = onChange;
  }

  @Override
  public void onAdd(Node node) {
    onChange.run();
    super.onAdd(node);
  }

  @Override
  public void onUpdate(Node before, Node node) {
    if (matters(node, before)) {
      onChange.run();
    }
    super.onUpdate(before, node);
  }

  @Override
  public synchronized void onDelete(Node node, boolean deletedFinalStateUnknown) {
    onChange.run();
    super.onDelete(node, deletedFinalStateUnknown);
  }

  @Override
  public Optional<Node> get(String name) {
    return get(new ResourceID(name));
  }

  @Override
  public Collection<Node> all() {
    return list(node -> true).toList();
  }

  private static Set<ResourceID> users(Node node, Ledger ledger) {
    return ledger.users(node.getMetadata().getName()).stream()
        .map(test -> new ResourceID(test.name(), test.namespace()))
        .collect(Collectors.toSet());
  }

  /** A kubelet's heartbeat changes nothing that a decision depends on. */
  private static boolean matters(Node after, Node before) {
    return NodeState.ready(after) != NodeState.ready(before)
        || !Objects.equals(after.getSpec(), before.getSpec())
        || !Objects.equals(after.getMetadata().getLabels(), before.getMetadata().getLabels());
  }
}
