package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.api.v1alpha1.Sample;
import dev.netperf.operator.probe.Role;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator is killed; a measurement under way goes on by itself. */
@ExtendWith(LocalClusterExtension.class)
@Execution(ExecutionMode.SAME_THREAD)
@ResourceLock(value = Operator.LOCK, mode = ResourceAccessMode.READ_WRITE)
class OperatorKilledIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private final LocalCluster cluster;

  OperatorKilledIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  /** When to kill. */
  enum Moment {
    BEFORE_THE_SERVERS,
    WHILE_THE_SERVERS_START,
    IN_MID_SAMPLE,
    AFTER_A_SAMPLE
  }

  @ParameterizedTest
  @EnumSource
  void aKilledOperatorLosesNothingAndRepeatsNothing(Moment moment) {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a run that has come so far
      var test = namespace.measure("operator-killed", pair.spec(Specs.DISTURBED));
      reached(moment, test);

      // When the operator is killed
      var killed = cluster.operator().pod();
      cluster.operator().kill();

      // Then another one takes over, and ends the run without a failure or a second attempt
      cluster.operator().untilAnotherLeads(killed, Duration.ofSeconds(60));
      var status = test.untilComplete(LIMIT);
      assertThat(status.failures()).isEmpty();
      assertThat(status.samples()).extracting(Sample::attempt).containsOnly(0);
      test.untilNoPods(LiveTest.SOON);
    }
  }

  private static void reached(Moment moment, LiveTest test) {
    switch (moment) {
      case BEFORE_THE_SERVERS -> {}
      case WHILE_THE_SERVERS_START ->
          test.until("have a server", LIMIT, t -> !test.probes(Role.SERVER).isEmpty());
      case IN_MID_SAMPLE -> test.untilClientMeasures(LIMIT);
      case AFTER_A_SAMPLE -> test.untilSamples(1, LIMIT);
    }
  }
}
