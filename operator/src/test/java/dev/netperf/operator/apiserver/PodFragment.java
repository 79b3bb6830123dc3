package dev.netperf.operator.apiserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A part of a pod that a test has as well.
 *
 * @param tolerations the tolerations
 * @param nodeSelector the labels of a node
 * @param resources the resources of a container
 * @param inTest the resources as a test writes them, where it writes them otherwise
 * @param by who refuses it in a test: the API server, or the operator
 * @param why a pod may have it and a test may not
 */
record PodFragment(
    JsonNode tolerations,
    JsonNode nodeSelector,
    JsonNode resources,
    JsonNode inTest,
    String by,
    String why) {
  private static final Path DIRECTORY = Path.of("src/test/resources/pod-verdicts");
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<PodFragment> in(String file) {
    try {
      return YAML.readValue(
          Files.readString(DIRECTORY.resolve(file)), new TypeReference<List<PodFragment>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pod with it. */
  GenericKubernetesResource pod(String namespace) {
    var pod =
        """
        {"apiVersion": "v1", "kind": "Pod",
         "metadata": {"name": "verdict", "namespace": "%s"},
         "spec": {"tolerations": %s, "nodeSelector": %s,
                  "containers": [{"name": "probe", "image": "registry.example/netperf-probe:1",
                                  "resources": %s}]}}
        """;
    return object(pod.formatted(namespace, tolerations, nodeSelector, resources));
  }

  /** A test with it. */
  GenericKubernetesResource test(String namespace) {
    var test =
        """
        {"apiVersion": "netperf.dev/v1alpha1", "kind": "NetPerfTest",
         "metadata": {"name": "verdict", "namespace": "%s"}, "spec": %s}
        """;
    return object(test.formatted(namespace, spec()));
  }

  String spec() {
    return """
        {"server": {"tolerations": %s, "nodeSelector": %s}, "probe": {"resources": %s}}
        """
        .formatted(tolerations, nodeSelector, Optional.ofNullable(inTest).orElse(resources));
  }

  private static GenericKubernetesResource object(String json) {
    try {
      return JSON.readValue(json, GenericKubernetesResource.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(json, e);
    }
  }

  @Override
  public String toString() {
    return spec();
  }
}
