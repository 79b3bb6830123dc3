package dev.netperf.operator.placement;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a node must be for the probe image to run on it: a machine with Linux and an architecture
 * that the image was built for. Virtual nodes (pods of theirs run somewhere else, on no node's
 * network) are recognised by what Virtual Kubelet and its providers put on them, and AWS on those
 * of Fargate.
 *
 * @param architectures those of the image, as {@code kubernetes.io/arch} says them; none: any
 */
public record Platform(Set<String> architectures) {
  private static final String OS = "kubernetes.io/os";
  private static final String ARCHITECTURE = "kubernetes.io/arch";
  private static final String VIRTUAL_TAINT = "virtual-kubelet.io/provider";
  private static final Map<String, String> VIRTUAL_LABELS =
      Map.of("type", "virtual-kubelet", "eks.amazonaws.com/compute-type", "fargate");

  public Platform {
    architectures = Set.copyOf(architectures);
  }

  /** The nodes on which a probe can run. */
  public List<Node> able(Collection<Node> nodes) {
    return nodes.stream().filter(node -> obstacle(node).isEmpty()).toList();
  }

  /** Why no probe can run on a node, as what follows its name; empty where one can. */
  public Optional<String> obstacle(Node node) {
    var os = told(node, OS, NodeSystemInfo::getOperatingSystem);
    if (os.filter(name -> !name.equals("linux")).isPresent()) {
      return Optional.of("runs " + os.get() + ", the probes need linux");
    }
    var architecture = told(node, ARCHITECTURE, NodeSystemInfo::getArchitecture);
    if (!architectures.isEmpty()
        && architecture.filter(name -> !architectures.contains(name)).isPresent()) {
      return Optional.of(
          "has the architecture "
              + architecture.get()
              + ", the probe image is for "
              + String.join(", ", architectures.stream().sorted().toList()));
    }
    return virtual(node) ? Optional.of("is a virtual node, without a network") : Optional.empty();
  }

  private static Optional<String> told(
      Node node, String label, Function<NodeSystemInfo, String> reported) {
    return Optional.ofNullable(NodeState.labels(node).get(label))
        .or(
            () ->
                Optional.ofNullable(node.getStatus())
                    .map(status -> status.getNodeInfo())
                    .map(reported))
        .filter(name -> !name.isEmpty());
  }

  private static boolean virtual(Node node) {
    var labels = NodeState.labels(node);
    return VIRTUAL_LABELS.entrySet().stream()
            .anyMatch(l -> l.getValue().equals(labels.get(l.getKey())))
        || NodeState.taints(node).anyMatch(taint -> VIRTUAL_TAINT.equals(taint.getKey()));
  }
}
