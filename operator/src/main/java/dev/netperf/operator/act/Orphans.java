package dev.netperf.operator.act;

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
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Removes probe pods whose test was deleted without them. Nothing is deleted but what the API
 * server itself says is an orphan, whose test it doesn't know: not what somebody else controls, nor
 * what a living test may still need.
 */
public final class Orphans {
  private static final Logger LOG = Logger.getLogger(Orphans.class);

  /** Its test is about to go as well. */
  private static final Duration SOON = Duration.ofSeconds(2);

  /** After a request that failed, and while its test lives. */
  private static final Duration LATER = Duration.ofSeconds(30);

  private final Predicate<String> lives;
  private final Requests requests;
  private final BiConsumer<Duration, Runnable> later;
  private final Map<String, Pod> noted = new Remembered<>();
  private boolean again;

  /** What is asked of the API server. A refusal is a {@link KubernetesClientException}. */
  public interface Requests {
    /** A pod, past every cache. */
    Optional<Pod> pod(Pod known);

    /** Whether there is this test, past every cache. */
    boolean lives(Orphan orphan);

    /** Deletes a pod on condition that it is still as it was read. */
    void delete(Pod read);
  }

  /**
   * None is known yet.
   *
   * @param lives whether a test, by its uid, is known to live
   * @param requests to the API server
   * @param later does something after a while
   */
  public Orphans(Predicate<String> lives, Requests requests, BiConsumer<Duration, Runnable> later) {
    this.lives = lives;
    this.requests = requests;
    this.later = later;
  }

  /** A pod was seen, new or changed. */
  public void seen(Pod pod) {
    if (Orphan.of(pod).isPresent() && note(pod)) {
      later.accept(SOON, this::remove);
    }
  }

  private synchronized boolean note(Pod pod) {
    return noted.put(pod.getMetadata().getUid(), lean(pod)) == null;
  }

  /** What says of which test it was: somebody may have put a megabyte on it. */
  private static Pod lean(Pod pod) {
    return new PodBuilder().withMetadata(Lean.ours(pod)).build();
  }

  /** A pod is gone: there is nothing more to do about it. */
  public void gone(Pod pod) {
    forget(pod);
  }

  /** How many there may still be something to do about. */
  synchronized int remembered() {
    return noted.size();
  }

  private void remove() {
    for (var pod : orphans()) {
      try {
        if (settled(pod)) {
          forget(pod);
        }
      } catch (KubernetesClientException | Leadership.Lost e) {
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

  /** Whether there is nothing more to do about it: it was deleted, or is no orphan any more. */
  private boolean settled(Pod pod) {
    var test = Orphan.of(pod).orElseThrow().testUid();
    if (lives.test(test)) {
      return false;
    }
    var now =
        requests.pod(pod).filter(p -> p.getMetadata().getUid().equals(pod.getMetadata().getUid()));
    var orphan = now.filter(p -> !p.isMarkedForDeletion()).flatMap(Orphan::of);
    if (orphan.isEmpty()) {
      return true;
    }
    if (requests.lives(orphan.get())) {
      return false;
    }
    requests.delete(now.orElseThrow());
    LOG.infof(
        "pod=%s/%s deleted, an orphan of test %s",
        orphan.get().namespace(), pod.getMetadata().getName(), orphan.get().test());
    return true;
  }
}
