package dev.netperf.operator.observe;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.placement.Claims.Held;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.operator.probe.Controller;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Orphan;
import dev.netperf.operator.probe.Role;
import io.fabric8.kubernetes.api.model.HasMetadata;
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

  private final Consumer<Pod> onSeen;
  private final Consumer<String> onGone;

  /**
   * A watch of all probe pods.
   *
   * @param context where it runs
   * @param onSeen what to do when a pod is new, or has changed
   * @param onGone what to do when a pod is gone from this node
   */
  public ProbePodSource(
      EventSourceContext<NetPerfTest> context, Consumer<Pod> onSeen, Consumer<String> onGone) {
    super(LeanInformers.ofControlled(Pod.class, "pods", Lean::pod), context);
    this.onSeen = onSeen;
    this.onGone = onGone;
  }

  @Override
  public void onAdd(Pod pod) {
    super.onAdd(pod);
    onSeen.accept(pod);
  }

  @Override
  public void onUpdate(Pod before, Pod pod) {
    super.onUpdate(before, pod);
    onSeen.accept(pod);
  }

  @Override
  public synchronized void onDelete(Pod pod, boolean deletedFinalStateUnknown) {
    super.onDelete(pod, deletedFinalStateUnknown);
    new ObservedPod(pod).heldNode().ifPresent(onGone);
  }

  /** Nodes with a probe that still lives, but for those of one run: it doesn't disturb itself. */
  public Collection<Held> alive(String exceptRun, Instant now) {
    return alive(list(), exceptRun, now);
  }

  /** Nodes with a probe that still lives. */
  public Collection<Held> alive(Instant now) {
    return alive(list(), "", now);
  }

  /**
   * The same of these pods. A server that no test controls any more disturbs nobody; a client does
   * until it has ended. Nor does a pod that has our labels and is neither a test's nor an orphan:
   * nobody would ever remove it.
   */
  public static Collection<Held> alive(Stream<Pod> pods, String exceptRun, Instant now) {
    return pods.map(pod -> new ObservedPod(pod))
        .filter(pod -> pod.holdsNode(now) && !pod.ofRun(exceptRun))
        .filter(pod -> controlled(pod) || (pod.is(Role.CLIENT) && Orphan.is(pod.pod())))
        .map(pod -> held(pod, now))
        .toList();
  }

  private static Held held(ObservedPod pod, Instant now) {
    return new Held(pod.heldNode().orElseThrow(), test(pod), false, measures(pod, now));
  }

  /** The test that its labels name. */
  private static TestRef test(ObservedPod pod) {
    var metadata = pod.pod().getMetadata();
    var labels = Optional.ofNullable(metadata.getLabels()).orElse(Map.of());
    return new TestRef(
        metadata.getNamespace(),
        labels.getOrDefault(Labels.TEST, "unknown"),
        labels.getOrDefault(Labels.TEST_UID, "unknown"));
  }

  /**
   * A test's own client, that is not long since told to end: what a lost node or somebody's
   * finalizer keeps must not keep everybody else from measuring. One that was told so before it had
   * a node never measured.
   */
  private static boolean measures(ObservedPod pod, Instant now) {
    var end = pod.pod().getMetadata().getDeletionTimestamp();
    return pod.is(Role.CLIENT)
        && controlled(pod)
        && (end == null || (pod.scheduled() && now.isBefore(Instant.parse(end).plus(OVERDUE))));
  }

  /**
   * Whether the test that its labels name controls it, which removes it when it doesn't need it. An
   * owner of another kind or name, though with the test's uid, is none that any test knows of.
   */
  private static boolean controlled(ObservedPod pod) {
    var test = test(pod);
    return Controller.of(pod.pod())
        .filter(
            owner ->
                HasMetadata.getKind(NetPerfTest.class).equals(owner.getKind())
                    && owner
                        .getApiVersion()
                        .startsWith(HasMetadata.getGroup(NetPerfTest.class) + "/")
                    && test.name().equals(owner.getName())
                    && test.uid().equals(owner.getUid()))
        .isPresent();
  }
}
