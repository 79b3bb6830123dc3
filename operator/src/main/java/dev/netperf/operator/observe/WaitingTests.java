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

  @Override
  public void onResourceDeleted(NetPerfTest test) {
    ledger.release(test.getMetadata().getUid());
    wake();
  }

  @Override
  public Set<NetPerfTest> getSecondaryResources(NetPerfTest primary) {
    return Set.of();
  }
}
