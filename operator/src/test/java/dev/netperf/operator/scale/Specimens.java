package dev.netperf.operator.scale;

import dev.netperf.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.Map;

/** The tests of the benchmark: 2 paths, 3 repetitions, so 6 samples, between two given nodes. */
final class Specimens {
  static final String NAMESPACE = "scale";
  static final String PHASE = "scale.netperf.dev/phase";
  static final int SAMPLES = 6;

  private Specimens() {}

  /** A test as a user would write it; 2 s are what the fake kubelet's recording took. */
  static GenericKubernetesResource test(String name, String phase, int pair) {
    return test(name, phase, pair, Map.of("repetitions", SAMPLES / 2, "durationSeconds", 2));
  }

  /** A test with this in its spec, besides the nodes. */
  static GenericKubernetesResource test(
      String name, String phase, int pair, Map<String, Object> more) {
    var spec = new HashMap<String, Object>(more);
    spec.put("server", Map.of("nodeName", "node-" + 2 * pair));
    spec.put("client", Map.of("nodeName", "node-" + (2 * pair + 1)));
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("netperf.dev/v1alpha1")
        .withKind("NetPerfTest")
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .addToLabels(PHASE, phase)
        .endMetadata()
        .addToAdditionalProperties("spec", spec)
        .build();
  }

  /** Writes a status as the operator does, by server-side apply. */
  static NetPerfTest applyStatus(KubernetesClient client, NetPerfTest test) {
    return client
        .resource(test)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("netperf-operator")
                .withForce(true)
                .build());
  }
}
