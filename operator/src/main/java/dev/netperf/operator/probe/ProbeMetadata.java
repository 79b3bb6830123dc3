package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names, labels and owner of what a run makes. Names are deterministic, so that a creation can be
 * repeated.
 *
 * @param test the resource that owns it
 * @param runId the run
 */
record ProbeMetadata(NetPerfTest test, String runId) {
  /**
   * A mesh would be measured too: these opt out of the usual injectors of sidecars, and of Istio's
   * ambient mode, which shows nowhere in the pod.
   */
  private static final Map<String, String> NO_MESH =
      Map.of(
          "sidecar.istio.io/inject", "false",
          "istio.io/dataplane-mode", "none",
          "kuma.io/sidecar-injection", "disabled");

  /** Nor are autoscalers to take the node away while it is measured. */
  private static final Map<String, String> ANNOTATIONS =
      Map.of(
          "linkerd.io/inject", "disabled",
          "karpenter.sh/do-not-disrupt", "true",
          "cluster-autoscaler.kubernetes.io/safe-to-evict", "false");

  ObjectMeta pod(Role role, Network network, Attempt attempt, ProbeSettings settings) {
    var labels = new HashMap<>(NO_MESH);
    labels.putAll(settings.template().metadata().getLabels());
    labels.putAll(inherited(settings));
    labels.putAll(common());
    labels.put(Labels.NAME, "netperf-probe");
    labels.put(Labels.TEST, test.getMetadata().getName());
    labels.put(Labels.ROLE, role.label());
    labels.put(Labels.NETWORK, network.label());
    labels.put(Labels.SAMPLE, Integer.toString(attempt.sample()));
    labels.put(Labels.ATTEMPT, Integer.toString(attempt.number()));
    return owned(what(role == Role.CLIENT, network, attempt), labels)
        .addToAnnotations(ANNOTATIONS)
        .addToAnnotations(settings.template().metadata().getAnnotations())
        .build();
  }

  private Map<String, String> inherited(ProbeSettings settings) {
    var labels = new HashMap<String, String>();
    var given = Optional.ofNullable(test.getMetadata().getLabels()).orElse(Map.of());
    settings.inheritedLabels().stream()
        .filter(given::containsKey)
        .forEach(key -> labels.put(key, given.get(key)));
    return labels;
  }

  ObjectMeta service() {
    var labels = new HashMap<>(common());
    labels.put(Labels.TEST, test.getMetadata().getName());
    return owned("svc", labels).build();
  }

  ObjectMeta networkPolicy() {
    var labels = new HashMap<>(common());
    labels.put(Labels.TEST, test.getMetadata().getName());
    return owned("net", labels).build();
  }

  /** Selects the servers of the run on the pod network. */
  Map<String, String> podServers() {
    return onPodNetwork(Role.SERVER);
  }

  /** Selects the clients of the run on the pod network. */
  Map<String, String> podClients() {
    return onPodNetwork(Role.CLIENT);
  }

  /** Selects all of the run on the pod network. */
  Map<String, String> onPodNetwork() {
    var labels = new HashMap<>(common());
    labels.put(Labels.NETWORK, Network.POD.label());
    return labels;
  }

  private Map<String, String> onPodNetwork(Role role) {
    var labels = new HashMap<>(onPodNetwork());
    labels.put(Labels.ROLE, role.label());
    return labels;
  }

  private Map<String, String> common() {
    return Map.of(Labels.MANAGED_BY, Labels.OPERATOR, Labels.TEST_UID, uid(), Labels.RUN, runId);
  }

  /** The name of a probe. */
  static String name(String uid, String runId, boolean client, Network network, Attempt attempt) {
    return prefix(uid, runId) + what(client, network, attempt);
  }

  private static String what(boolean client, Network network, Attempt attempt) {
    var kind = client ? "c" : "s" + network.label().charAt(0);
    return kind + "-" + attempt.sample() + "-" + attempt.number();
  }

  private String uid() {
    return test.getMetadata().getUid();
  }

  private ObjectMetaBuilder owned(String what, Map<String, String> labels) {
    var metadata = test.getMetadata();
    return new ObjectMetaBuilder()
        .withName(prefix(uid(), runId) + what)
        .withNamespace(metadata.getNamespace())
        .withLabels(labels)
        .addNewOwnerReference()
        .withApiVersion(test.getApiVersion())
        .withKind(test.getKind())
        .withName(metadata.getName())
        .withUid(metadata.getUid())
        .withController(true)
        .endOwnerReference();
  }

  /** How the names of all that a run makes begin; labels that others wrote may be shorter. */
  static String prefix(String testUid, String runId) {
    return String.join("-", "p", testUid.substring(0, Math.min(8, testUid.length())), runId, "");
  }
}
