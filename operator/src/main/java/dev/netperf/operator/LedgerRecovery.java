package dev.netperf.operator;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.NodeNames;
import dev.netperf.operator.placement.TestRef;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** After a start, gives every admitted test its nodes back before any other is admitted. */
final class LedgerRecovery {
  private final Ledger ledger;
  private final Supplier<Stream<NetPerfTest>> tests;
  private boolean done;

  LedgerRecovery(Ledger ledger, Supplier<Stream<NetPerfTest>> tests) {
    this.ledger = ledger;
    this.tests = tests;
  }

  /** Reads the statuses, the first time it is called. */
  synchronized void once() {
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
    var metadata = test.getMetadata();
    var nodes = test.getStatus().nodes();
    ledger.reserve(
        new TestRef(metadata.getNamespace(), metadata.getName(), metadata.getUid()),
        new NodeNames(nodes.server().name(), nodes.client().name()));
  }
}
