package dev.netperf.operator.observe;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.TestRef;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Wakes tests that wait for nodes when they can have some, or for their turn when it has come. */
public final class WaitingTests extends AbstractEventSource<NetPerfTest, NetPerfTest>
    implements ResourceEventAware<NetPerfTest> {
  private static final Logger LOG = Logger.getLogger(WaitingTests.class);
  private static final Duration SOON = Duration.ofMillis(500);
  private static final Duration LATE = Duration.ofSeconds(30);

  /** For so long changes of nodes are gathered. */
  private static final Duration GATHERING = Duration.ofSeconds(2);

  private final Ledger ledger;
  private final Supplier<List<TestRef>> ready;
  private final BiConsumer<Duration, Runnable> later;
  private final AtomicBoolean looking = new AtomicBoolean();

  /**
   * Wakes the tests that wait in this ledger.
   *
   * @param ledger where they wait
   * @param ready those of them that could go on now; asked for when some wait
   * @param later does something after a while
   */
  public WaitingTests(
      Ledger ledger, Supplier<List<TestRef>> ready, BiConsumer<Duration, Runnable> later) {
    super(NetPerfTest.class, "waiting-tests");
    this.ledger = ledger;
    this.ready = ready;
    this.later = later;
  }

  /** Lets those look again that could go on. */
  public void wake() {
    if (ledger.turnsAwaited() || !ledger.waiting().isEmpty()) {
      ready.get().forEach(this::tell);
    }
  }

  private void tell(TestRef test) {
    tell(new Event(new ResourceID(test.name(), test.namespace())));
  }

  /**
   * The framework refuses what comes while it is busy with a deletion: so nobody else's is lost.
   */
  private void tell(Event event) {
    try {
      getEventHandler().handleEvent(event);
    } catch (IllegalStateException e) {
      LOG.debugf("not told: %s %s", event, e.getMessage());
    }
  }

  /** After a deletion the framework knows a name again by such an event only. */
  private static Event added(NetPerfTest test) {
    return new ResourceEvent(ResourceAction.ADDED, ResourceID.fromResource(test), test);
  }

  /** A probe is gone from this node, which may have come free; or somebody's turn has come. */
  public void gone(String node) {
    if (ledger.users(node).isEmpty() || ledger.turnsAwaited()) {
      wake();
    }
  }

  /**
   * A node is new, gone or another. Whoever waits for nodes looks again a little later, once for
   * many changes: somebody may write a node's labels many times a second.
   */
  public void nodeChanged() {
    if (looking.compareAndSet(false, true)) {
      later.accept(GATHERING, this::lookAgain);
    }
  }

  private void lookAgain() {
    looking.set(false); // not after: what changes while they are told is another change
    ledger.waiting().forEach(this::tell);
  }

  /**
   * The framework forgets what comes while it is busy with the deletion of a namesake: with the
   * resource's own state goes what was noted of the next one. So it is told again until the test
   * has had a turn.
   */
  @Override
  public void onResourceCreated(NetPerfTest test) {
    tellAgain(test, SOON);
  }

  private void tellAgain(NetPerfTest test, Duration pause) {
    var uid = test.getMetadata().getUid();
    later.accept(
        pause,
        () -> {
          if (!ledger.knows(uid) && !ledger.wasDeleted(uid)) {
            tell(added(test));
            tellAgain(test, pause.compareTo(LATE) < 0 ? pause.multipliedBy(2) : LATE);
          }
        });
  }

  /**
   * A test that was deleted and made anew while the watch was cut looks like one that changed its
   * uid. No deletion is told then, and the framework keeps the change to itself because the
   * generation didn't grow.
   */
  @Override
  public void onResourceUpdated(NetPerfTest test, NetPerfTest before) {
    if (!test.getMetadata().getUid().equals(before.getMetadata().getUid())) {
      onResourceDeleted(before);
      tell(added(test));
      onResourceCreated(test);
    }
  }

  @Override
  public void onResourceDeleted(NetPerfTest test) {
    ledger.deleted(test.getMetadata().getUid());
    wake();
  }

  @Override
  public Set<NetPerfTest> getSecondaryResources(NetPerfTest primary) {
    return Set.of();
  }
}
