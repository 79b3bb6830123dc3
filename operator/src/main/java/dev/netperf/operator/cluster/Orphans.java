package dev.netperf.operator.cluster;

import dev.netperf.operator.memory.Remembered;
import dev.netperf.operator.observe.Lean;
import dev.netperf.operator.probe.Orphan;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Removes probe pods that no test controls any more: none will ever use or remove them. Nothing is
 * deleted but what the API server itself says is an orphan; not what somebody else controls.
 */
public final class Orphans {
  private static final Logger LOG = Logger.getLogger(Orphans.class);

  /** Whoever took the owner away may be about to take the pod away as well. */
  private static final Duration SOON = Duration.ofSeconds(2);

  /** After a request that failed. */
  private static final Duration LATER = Duration.ofSeconds(30);

  private final Requests requests;
  private final BiConsumer<Duration, Runnable> later;
  private final Map<String, Pod> noted = new Remembered<>();
  private boolean again;

  /** What is asked of the API server. A refusal is a {@link KubernetesClientException}. */
  public interface Requests {
    /** A pod, past every cache. */
    Optional<Pod> pod(Pod known);

    /** Deletes a pod on condition that it is still as it was read. */
    void delete(Pod read);
  }

  /**
   * None is known yet.
   *
   * @param requests to the API server
   * @param later does something after a while
   */
  public Orphans(Requests requests, BiConsumer<Duration, Runnable> later) {
    this.requests = requests;
    this.later = later;
  }

  /** A pod was seen, new or changed. */
  public void seen(Pod pod) {
    if (Orphan.is(pod) && note(pod)) {
      later.accept(SOON, this::remove);
    }
  }

  private synchronized boolean note(Pod pod) {
    return noted.put(pod.getMetadata().getUid(), lean(pod)) == null;
  }

  /** What says which pod it is: somebody may have put a megabyte on it. */
  private static Pod lean(Pod pod) {
    return new PodBuilder().withMetadata(Lean.ours(pod)).build();
  }

  private void remove() {
    for (var pod : orphans()) {
      try {
        settle(pod);
        forget(pod);
      } catch (RuntimeException e) { // whatever it is, the others are not to stay for it
        LOG.debugf("orphan not removed: %s %s", pod.getMetadata().getName(), e.getMessage());
      }
    }
    if (repeats()) {
      later.accept(LATER, this::removeAgain);
    }
  }

  private void removeAgain() {
    synchronized (this) {
      again = false;
    }
    remove();
  }

  private synchronized List<Pod> orphans() {
    return List.copyOf(noted.values());
  }

  private synchronized void forget(Pod pod) {
    noted.remove(pod.getMetadata().getUid());
  }

  private synchronized boolean repeats() {
    boolean repeats = !noted.isEmpty() && !again;
    again |= repeats;
    return repeats;
  }

  /** Deletes it, unless it goes or is no orphan any more. */
  private void settle(Pod pod) {
    var uid = pod.getMetadata().getUid();
    requests
        .pod(pod)
        .filter(now -> now.getMetadata().getUid().equals(uid))
        .filter(now -> !now.isMarkedForDeletion() && Orphan.is(now))
        .ifPresent(
            now -> {
              requests.delete(now);
              LOG.infof(
                  "pod=%s/%s deleted, an orphan",
                  now.getMetadata().getNamespace(), now.getMetadata().getName());
            });
  }
}
