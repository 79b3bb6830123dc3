package dev.netperf.operator.netperftest;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.observe.Nodes;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.NodeNames;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.operator.probe.ProbeSettings;
import dev.netperf.operator.stage.Decider;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * After a start, gives every admitted test its nodes back, and every waiting one its place in the
 * queue, before any is admitted. What is being deleted wants neither.
 */
public final class LedgerRecovery {
  private final Ledger ledger;
  private final Supplier<Stream<NetPerfTest>> tests;
  private final Nodes nodes;
  private final ProbeSettings settings;
  private boolean done;

  /**
   * To be done once.
   *
   * @param ledger to fill
   * @param tests all tests as the cache knows them
   * @param nodes the cluster's nodes
   * @param settings what the cluster's owner says of every probe
   */
  public LedgerRecovery(
      Ledger ledger, Supplier<Stream<NetPerfTest>> tests, Nodes nodes, ProbeSettings settings) {
    this.ledger = ledger;
    this.tests = tests;
    this.nodes = nodes;
    this.settings = settings;
  }

  /** Reads the statuses, the first time it is called. */
  public synchronized void once() {
    if (!done) {
      var all = tests.get().filter(test -> !test.isMarkedForDeletion()).toList();
      all.forEach(test -> ledger.know(TestRef.of(test)));
      all.stream().filter(LedgerRecovery::admitted).forEach(this::reserve);
      all.stream()
          .map(test -> Decider.place(test, nodes, settings))
          .flatMap(Optional::stream)
          .forEach(ledger::await);
      done = true;
    }
  }

  private static boolean admitted(NetPerfTest test) {
    var status = test.getStatus();
    return status != null
        && status.run() != null
        && status.run().admissionTime() != null
        && status.nodes() != null
        && !status.finished();
  }

  private void reserve(NetPerfTest test) {
    var nodes = test.getStatus().nodes();
    ledger.reserve(TestRef.of(test), new NodeNames(nodes.server().name(), nodes.client().name()));
  }
}
