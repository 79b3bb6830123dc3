package dev.netperf.operator.probe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/**
 * A pod of the operator's that nobody controls any more, as {@code kubectl delete --cascade=orphan}
 * leaves them. It says of which test it was; whether that lives is for others to know.
 *
 * @param namespace its namespace, and its test's
 * @param test the test's name
 * @param testUid the test's uid
 */
public record Orphan(String namespace, String test, String testUid) {
  private static final int UID_IN_NAME = 8;

  /** What a pod is if it is an orphan: by its labels, its name, and that it has no controller. */
  public static Optional<Orphan> of(HasMetadata pod) {
    var metadata = pod.getMetadata();
    var labels = Optional.ofNullable(metadata.getLabels()).orElse(Map.of());
    var uid = labels.getOrDefault(Labels.TEST_UID, "");
    var test = labels.getOrDefault(Labels.TEST, "");
    var run = labels.getOrDefault(Labels.RUN, "");
    if (!Labels.OPERATOR.equals(labels.get(Labels.MANAGED_BY))
        || uid.length() < UID_IN_NAME
        || test.isEmpty()
        || run.isEmpty()
        || !metadata.getName().startsWith(ProbeMetadata.prefix(uid, run))
        || Controller.of(pod).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(new Orphan(metadata.getNamespace(), test, uid));
  }
}
