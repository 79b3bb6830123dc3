package dev.netperf.operator.netperftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.Dice;
import dev.netperf.operator.fake.TestNodes;
import org.junit.jupiter.api.Test;

class LedgerRecoveryTest {

  /** Somebody edited it; the others must be measured all the same. */
  @Test
  void aTestThatLacksItsNodesKeepsNobodyFromTheirs() {
    // Given two tests with nodes, and one that waits
    var crowd = new Crowd(new Dice(1)).podsTakeTime();
    for (int i = 0; i < 4; i++) {
      crowd.put(TestNodes.ready("node-" + i));
    }
    var edited = crowd.arrives("{}");
    crowd.arrives("{}");
    crowd.arrives("{}");
    crowd.operatorRests();
    assertThat(crowd.ledgerInWords()).hasSize(5);

    // When the operator is started anew, and one of the statuses has lost the nodes
    crowd.losesItsNodes(edited);
    crowd.recoverLedger();

    // Then the other has its nodes, and the third its place
    assertThat(crowd.claims().waiting()).hasSize(1);
    assertThat(crowd.ledgerInWords()).anyMatch(words -> words.endsWith("has t-1"));
  }
}
