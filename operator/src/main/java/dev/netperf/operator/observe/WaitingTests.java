package dev.netperf.operator.observe;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.TestRef;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Wakes tests that wait for nodes when they can have some, or for their turn when it has come. */
public final class WaitingTests extends AbstractEventSource<NetPerfTest, NetPerfTest>
    implements ResourceEventAware<NetPerfTest> {

  /** For so long changes of nodes are gathered. */
  private static final Duration GATHERING = Duration.ofSeconds(2);

  private final Ledger ledger;
  private final Supplier<List<TestRef>> ready;
  private final BiConsumer<Duration, Runnable> later;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final Arrivals<NetPerfTest> arrivals;

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
    arrivals =
        new Arrivals<>(
            this::getEventHandler, uid -> ledger.knows(uid) || ledger.wasDeleted(uid), later);
  }

  /** Lets those look again that could go on. */
  public void wake() {
    if (ledger.turnsAwaited() || !ledger.waiting().isEmpty()) {
      ready.get().forEach(this::tell);
    }
  }

  private void tell(TestRef test) {
    arrivals.tell(new Event(new ResourceID(test.name(), test.namespace())));
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

  @Override
  public void onResourceCreated(NetPerfTest test) {
    arrivals.came(test);
  }

  @Override
  public void onResourceUpdated(NetPerfTest test, NetPerfTest before) {
    if (!test.getMetadata().getUid().equals(before.getMetadata().getUid())) {
      onResourceDeleted(before);
    }
    arrivals.replaced(test, before);
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
