package dev.netperf.operator;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.NodeNames;
import dev.netperf.operator.placement.TestRef;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** After a start, gives every admitted test its nodes back before any other is admitted. */
public final class LedgerRecovery {
  private final Ledger ledger;
  private final Supplier<Stream<NetPerfTest>> tests;
  private boolean done;

  /**
   * To be done once.
   *
   * @param ledger to fill
   * @param tests all tests as the cache knows them
   */
  public LedgerRecovery(Ledger ledger, Supplier<Stream<NetPerfTest>> tests) {
    this.ledger = ledger;
    this.tests = tests;
  }

  /** Reads the statuses, the first time it is called. */
  public synchronized void once() {
    if (!done) {
      tests.get().filter(LedgerRecovery::admitted).forEach(this::reserve);
      done = true;
    }
  }

  private static boolean admitted(NetPerfTest test) {
    var status = test.getStatus();
    return status != null
        && status.run() != null
        && status.run().admissionTime() != null
        && !status.finished();
  }

  private void reserve(NetPerfTest test) {
    var nodes = test.getStatus().nodes();
    ledger.reserve(TestRef.of(test), new NodeNames(nodes.server().name(), nodes.client().name()));
  }
}
