package dev.netperf.operator.observe;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.EventHandler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * New resources of which the framework may not take note.
 *
 * @param <P> their kind
 */
public final class Arrivals<P extends HasMetadata> {
  private static final Logger LOG = Logger.getLogger(Arrivals.class);
  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration LATE = Duration.ofSeconds(30);

  private final Supplier<EventHandler> framework;
  private final Predicate<String> settled;
  private final BiConsumer<Duration, Runnable> later;

  /**
   * Tells this framework of them.
   *
   * @param framework what is told
   * @param settled whether the resource of this uid has had a turn, or is gone
   * @param later does something after a while
   */
  public Arrivals(
      Supplier<EventHandler> framework,
      Predicate<String> settled,
      BiConsumer<Duration, Runnable> later) {
    this.framework = framework;
    this.settled = settled;
    this.later = later;
  }

  /**
   * The framework forgets what comes while it is busy with the deletion of a namesake: with the
   * resource's own state goes what was noted of the next one. So it is told again until the
   * resource has had a turn.
   */
  public void came(P resource) {
    tellAgain(added(resource), resource.getMetadata().getUid(), SOON);
  }

  private void tellAgain(Event arrival, String uid, Duration pause) {
    later.accept(
        pause,
        () -> {
          if (!settled.test(uid)) {
            tellAgain(arrival, uid, pause.compareTo(LATE) < 0 ? pause.multipliedBy(2) : LATE);
            tell(arrival);
          }
        });
  }

  /**
   * Whether this is another one than before, which is told then. One that was deleted and made anew
   * while the watch was cut looks like one that changed its uid: no deletion is told, and the
   * framework keeps the change to itself because the generation didn't grow.
   */
  public boolean replaced(P resource, P before) {
    var replaced = !resource.getMetadata().getUid().equals(before.getMetadata().getUid());
    if (replaced) {
      tell(added(resource));
      came(resource);
    }
    return replaced;
  }

  /**
   * The framework refuses what comes while it is busy with a deletion: so nobody else's is lost.
   */
  void tell(Event event) {
    try {
      framework.get().handleEvent(event);
    } catch (IllegalStateException e) {
      LOG.debugf("not told: %s %s", event, e.getMessage());
    }
  }

  /**
   * After a deletion the framework knows a name again by such an event only. It is kept until the
   * resource has had its turn, after a start for all at once: so it holds no more than who came.
   */
  private Event added(P resource) {
    var who =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(resource.getApiVersion())
            .withKind(resource.getKind())
            .withMetadata(Lean.metadata(resource, label -> false))
            .build();
    return new ResourceEvent(ResourceAction.ADDED, ResourceID.fromResource(resource), who);
  }
}
