package dev.netperf.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

class ApiJsonTest {
  private static final String NODE =
      """
      {"apiVersion": "v1", "kind": "Node",
       "metadata": {
         "name": "node-1", "resourceVersion": "7", "aFieldOfALaterVersion": {"x": 1},
         "labels": {"topology.kubernetes.io/zone": "zone-1"},
         "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}", "kept": "yes"},
         "managedFields": [{"manager": "kubelet", "fieldsV1": {"f:status": {}}}]},
       "status": {
         "conditions": [{"type": "Ready", "status": "True"}],
         "nodeInfo": {"kernelVersion": "6.18"},
         "images": [{"names": ["registry.example.com/a:1"], "sizeBytes": 1}],
         "volumesInUse": ["a"], "volumesAttached": [{"name": "a", "devicePath": "b"}]}}
      """;

  private final KubernetesSerialization json = serialization();

  private static KubernetesSerialization serialization() {
    var mapper = new ObjectMapper();
    new ApiJson().customize(mapper);
    return new KubernetesSerialization(mapper, true);
  }

  @Test
  void whatNoDecisionNeedsIsNotRead() {
    // When
    var node = json.unmarshal(NODE, Node.class);
    // Then
    assertThat(node.getMetadata().getManagedFields()).isEmpty();
    assertThat(node.getMetadata().getAnnotations()).containsOnlyKeys("kept");
    assertThat(node.getStatus().getImages()).isEmpty();
    assertThat(node.getStatus().getVolumesInUse()).isEmpty();
    assertThat(node.getStatus().getVolumesAttached()).isEmpty();
  }

  @Test
  void whatIsNeededIsRead() {
    // When
    var node = json.unmarshal(NODE, Node.class);
    // Then
    assertThat(node.getMetadata().getName()).isEqualTo("node-1");
    assertThat(node.getMetadata().getResourceVersion()).isEqualTo("7");
    assertThat(node.getMetadata().getLabels()).containsKey("topology.kubernetes.io/zone");
    assertThat(node.getStatus().getConditions()).hasSize(1);
    assertThat(node.getStatus().getNodeInfo().getKernelVersion()).isEqualTo("6.18");
  }

  @Test
  void aWatchReadsNoMoreThanAList() {
    // Given what comes in a watch: an object whose type only its kind tells
    var object = (Node) json.unmarshal(NODE);
    // Then
    assertThat(object.getMetadata().getManagedFields()).isEmpty();
    assertThat(object.getStatus().getImages()).isEmpty();
  }
}
