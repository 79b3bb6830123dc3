package dev.netperf.operator.probe;

import dev.netperf.api.v1alpha1.NetPerfTest;
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

  /** Of a test, so that 63 characters hold the longest name of a pod. */
  private static final int LONGEST_NAME = 30;

  private static final int RUN_DIGITS = 8;

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
    return owned(base() + what(role, network, attempt), labels)
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
    return owned("svc-" + base(), labels).build(); // a Service's name begins with a letter
  }

  ObjectMeta networkPolicy() {
    var labels = new HashMap<>(common());
    labels.put(Labels.TEST, test.getMetadata().getName());
    return owned(base() + "-policy", labels).build();
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

  /**
   * The name of a probe: {@code overlay-cost-002bff84-client-0}, of a second attempt {@code -1}.
   */
  static String name(String test, String runId, Role role, Network network, Attempt attempt) {
    return base(test, runId) + what(role, network, attempt);
  }

  private static String what(Role role, Network network, Attempt attempt) {
    return "-"
        + role.label()
        + (role == Role.CLIENT ? "" : "-" + network.label())
        + "-"
        + attempt.sample()
        + (attempt.number() == 0 ? "" : "-" + attempt.number());
  }

  private String uid() {
    return test.getMetadata().getUid();
  }

  private ObjectMetaBuilder owned(String name, Map<String, String> labels) {
    var metadata = test.getMetadata();
    return new ObjectMetaBuilder()
        .withName(name)
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

  private String base() {
    return base(test.getMetadata().getName(), runId);
  }

  /**
   * How the names of a run's pods begin: with the test's, so that people find them, cut so that all
   * of it fits into a host name. What tells runs apart is their label.
   */
  static String base(String test, String runId) {
    var name = test.substring(0, Math.min(LONGEST_NAME, test.length()));
    return name + "-" + runId.substring(0, Math.min(RUN_DIGITS, runId.length()));
  }
}
