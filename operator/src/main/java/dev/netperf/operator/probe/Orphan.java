package dev.netperf.operator.probe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/**
 * A pod of the operator's that nobody controls any more, as {@code kubectl delete --cascade=orphan}
 * leaves them. No test uses it: a test's pods are those that it controls.
 */
public final class Orphan {
  private Orphan() {}

  /** Whether a pod is one: by its labels, its name, and that it has no controller. */
  public static boolean is(HasMetadata pod) {
    var metadata = pod.getMetadata();
    var labels = Optional.ofNullable(metadata.getLabels()).orElse(Map.of());
    var test = labels.getOrDefault(Labels.TEST, "");
    var run = labels.getOrDefault(Labels.RUN, "");
    return Labels.OPERATOR.equals(labels.get(Labels.MANAGED_BY))
        && labels.containsKey(Labels.TEST_UID)
        && !test.isEmpty()
        && !run.isEmpty()
        && metadata.getName().startsWith(ProbeMetadata.base(test, run) + "-")
        && Controller.of(pod).isEmpty();
  }
}
