package dev.netperf.operator.observe;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.placement.Ledger;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;

/** Wakes the tests that wait for nodes when some may have become free. */
public final class WaitingTests extends AbstractEventSource<NetPerfTest, NetPerfTest>
    implements ResourceEventAware<NetPerfTest> {
  private final Ledger ledger;

  /** Wakes the tests that wait in this ledger. */
  public WaitingTests(Ledger ledger) {
    super(NetPerfTest.class, "waiting-tests");
    this.ledger = ledger;
  }

  /** Lets every waiting test look again. */
  public void wake() {
    for (var test : ledger.waiting()) {
      getEventHandler().handleEvent(new Event(new ResourceID(test.name(), test.namespace())));
    }
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
      getEventHandler().handleEvent(new Event(ResourceID.fromResource(test)));
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
