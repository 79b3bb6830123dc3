package dev.netperf.operator.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.netperf.api.v1alpha1.Endpoint;
import dev.netperf.api.v1alpha1.Toleration;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a cluster's owner says of every probe pod, as a pod template (core/v1 PodTemplateSpec). What
 * makes a pod a probe (command, network, node, ports, restart policy) is not in it: a field that
 * would be ignored is refused.
 *
 * @param metadata labels and annotations
 * @param spec what concerns the whole pod
 * @param container what concerns the container {@value ObservedPod#CONTAINER}
 */
public record ProbeTemplate(ObjectMeta metadata, PodSpec spec, Container container) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String THE_CONTAINER = "spec.containers[0]";
  private static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "",
          Set.of("metadata", "spec"),
          "metadata",
          Set.of("labels", "annotations"),
          "spec",
          Set.of(
              "imagePullSecrets",
              "priorityClassName",
              "runtimeClassName",
              "tolerations",
              "nodeSelector",
              "securityContext",
              "containers"),
          THE_CONTAINER,
          Set.of("name", "imagePullPolicy", "resources", "securityContext"));

  /** Nothing is said. */
  public static final ProbeTemplate NONE = of(JsonNodeFactory.instance.objectNode());

  /**
   * A template from its JSON.
   *
   * @throws IllegalArgumentException if it is none, or has a field that it may not have; the
   *     message names it
   */
  public static ProbeTemplate of(JsonNode template) {
    allowed(template, "");
    allowed(template.path("metadata"), "metadata");
    allowed(template.path("spec"), "spec");
    var containers = template.at("/spec/containers");
    if (containers.size() > 1
        || (containers.size() == 1
            && !ObservedPod.CONTAINER.equals(containers.get(0).path("name").asText()))) {
      throw new IllegalArgumentException(
          "spec.containers: there is one, and its name is " + ObservedPod.CONTAINER);
    }
    allowed(containers.path(0), THE_CONTAINER);
    var read = read(template);
    var metadata = Optional.ofNullable(read.getMetadata()).orElseGet(ObjectMeta::new);
    var spec = Optional.ofNullable(read.getSpec()).orElseGet(PodSpec::new);
    metadata.getLabels().keySet().forEach(ProbeTemplate::notOurs);
    var container = spec.getContainers().stream().findFirst().orElseGet(Container::new);
    var made = new ProbeTemplate(metadata, spec, container);
    made.checkTolerations();
    return made;
  }

  private void checkTolerations() {
    try {
      tolerations();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("spec.tolerations: " + e.getMessage(), e);
    }
  }

  private static PodTemplateSpec read(JsonNode template) {
    try {
      return JSON.convertValue(template, PodTemplateSpec.class);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("it is no pod template: " + e.getMessage(), e);
    }
  }

  private static void allowed(JsonNode node, String path) {
    if (!node.isMissingNode() && !node.isObject()) {
      throw new IllegalArgumentException((path.isEmpty() ? "it" : path) + " is no object");
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!ALLOWED.get(path).contains(name)) {
                throw new IllegalArgumentException(
                    (path.isEmpty() ? "" : path + ".") + name + " can't be set of probes");
              }
            });
  }

  /**
   * A label that the operator itself puts on its pods means what it says.
   *
   * @throws IllegalArgumentException if it is one of those
   */
  public static void notOurs(String label) {
    if (label.startsWith("netperf.dev/")
        || label.equals(Labels.MANAGED_BY)
        || label.equals(Labels.NAME)) {
      throw new IllegalArgumentException("the label " + label + " is the operator's own");
    }
  }

  /** What a node of an endpoint must be, with what the template says of every node. */
  public Endpoint on(Endpoint endpoint) {
    var selector = new HashMap<>(endpoint.nodeSelector());
    selector.putAll(Optional.ofNullable(spec.getNodeSelector()).orElse(Map.of()));
    return new Endpoint(
        endpoint.nodeName(),
        selector,
        Stream.concat(endpoint.tolerations().stream(), tolerations().stream()).toList());
  }

  private List<Toleration> tolerations() {
    return spec.getTolerations().stream()
        .map(
            t ->
                new Toleration(
                    t.getKey(),
                    Toleration.Operator.of(t.getOperator()),
                    t.getValue(),
                    Toleration.Effect.of(t.getEffect()),
                    t.getTolerationSeconds()))
        .toList();
  }
}
