package dev.netperf.operator.observe;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.placement.Claims.Held;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ProbePod;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Watches the probe pods of all tests; when one is gone, others may go on. */
public final class ProbePodSource extends InformerEventSource<Pod, NetPerfTest> {
  private static final Duration OVERDUE = Duration.ofSeconds(30);

  private final Consumer<String> onGone;

  /**
   * A watch of all probe pods.
   *
   * @param context where it runs
   * @param onGone what to do when a pod is gone from this node
   */
  public ProbePodSource(EventSourceContext<NetPerfTest> context, Consumer<String> onGone) {
    super(LeanInformers.ofControlled(Pod.class, "pods", Lean::pod), context);
    this.onGone = onGone;
  }

  @Override
  public synchronized void onDelete(Pod pod, boolean deletedFinalStateUnknown) {
    super.onDelete(pod, deletedFinalStateUnknown);
    new ProbePod(pod).heldNode().ifPresent(onGone);
  }

  /** Nodes with a probe that still lives, but for those of one run: it doesn't disturb itself. */
  public Collection<Held> alive(String exceptRun, Instant now) {
    return alive(list(), exceptRun, now);
  }

  /** Nodes with a probe that still lives. */
  public Collection<Held> alive(Instant now) {
    return alive(list(), "", now);
  }

  /** The same of these pods. */
  public static Collection<Held> alive(Stream<Pod> pods, String exceptRun, Instant now) {
    return pods.map(pod -> new ProbePod(pod))
        .filter(pod -> pod.holdsNode(now) && !pod.ofRun(exceptRun))
        .map(pod -> held(pod, now))
        .toList();
  }

  private static Held held(ProbePod pod, Instant now) {
    var metadata = pod.pod().getMetadata();
    var labels = Optional.ofNullable(metadata.getLabels()).orElse(Map.of());
    var test =
        new TestRef(
            metadata.getNamespace(),
            labels.getOrDefault(Labels.TEST, "unknown"),
            labels.getOrDefault(Labels.TEST_UID, "unknown"));
    return new Held(pod.heldNode().orElseThrow(), test, false, measures(pod, test.uid(), now));
  }

  /**
   * A test's own client, that is not long since told to end: what a lost node or somebody's
   * finalizer keeps must not keep everybody else from measuring.
   */
  private static boolean measures(ProbePod pod, String uid, Instant now) {
    var metadata = pod.pod().getMetadata();
    var end = metadata.getDeletionTimestamp();
    return pod.is(Role.CLIENT)
        && (end == null || now.isBefore(Instant.parse(end).plus(OVERDUE)))
        && metadata.getOwnerReferences().stream()
            .anyMatch(o -> Boolean.TRUE.equals(o.getController()) && uid.equals(o.getUid()));
  }
}
