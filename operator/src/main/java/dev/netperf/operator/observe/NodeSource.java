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
import java.util.stream.Stream;

/** Watches the nodes, on behalf of the tests that use one or wait for some. */
public final class NodeSource extends InformerEventSource<Node, NetPerfTest> implements Nodes {

  /**
   * A watch of all nodes.
   *
   * @param context where it runs
   * @param ledger tells whom a node concerns
   */
  public NodeSource(EventSourceContext<NetPerfTest> context, Ledger ledger) {
    super(
        LeanInformers.of(
            InformerEventSourceConfiguration.from(Node.class, NetPerfTest.class)
                .withName("nodes")
                // of the cluster, whatever namespaces are watched: else there would be one for each
                .withWatchAllNamespaces()
                .withInformerListLimit(Pages.NODES)
                .withSecondaryToPrimaryMapper(node -> concerned(node, ledger))
                .withPrimaryToSecondaryMapper((NetPerfTest test) -> Set.of())
                .withOnUpdateFilter(NodeSource::matters)
                .build(),
            Lean::node),
        context);
  }

  @Override
  public Optional<Node> get(String name) {
    return get(new ResourceID(name));
  }

  @Override
  public Collection<Node> all() {
    return list(node -> true).toList();
  }

  private static Set<ResourceID> concerned(Node node, Ledger ledger) {
    return Stream.concat(
            ledger.users(node.getMetadata().getName()).stream(), ledger.waiting().stream())
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
