package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.operator.apiserver.Wiretap;
import dev.netperf.operator.e2e.NodePool.NodePairs;
import dev.netperf.operator.probe.Role;
import dev.netperf.operator.runtime.TenantLease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/** What all tests need is away for a while; the measurements under way go on by themselves. */
@ExtendWith(LocalClusterExtension.class)
@Isolated("what every test needs is away for a while")
@Execution(ExecutionMode.SAME_THREAD)
@Order(2)
class OutagesIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int RUNNING = 3;
  private static final int KILLS = 8;

  /** Other moments every day; a failure says which, and {@code -Dkills.seed=} repeats them. */
  private static final long SEED =
      Long.getLong("kills.seed", System.currentTimeMillis() / Duration.ofDays(1).toMillis());

  /** When to kill first. */
  private enum Moment {
    BEFORE_THE_SERVERS {
      @Override
      void await(LiveTest test) {}
    },
    WHILE_THE_SERVERS_START {
      @Override
      void await(LiveTest test) {
        test.until("have a server", LIMIT, t -> !test.probes(Role.SERVER).isEmpty());
      }
    },
    IN_MID_SAMPLE {
      @Override
      void await(LiveTest test) {
        test.untilClientMeasures(LIMIT);
      }
    },
    AFTER_A_SAMPLE {
      @Override
      void await(LiveTest test) {
        test.untilSamples(1, LIMIT);
      }
    };

    abstract void await(LiveTest test);
  }

  private final LocalCluster cluster;

  OutagesIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void anOperatorThatIsStoppedOrKilledAgainAndAgainLosesNothing() throws InterruptedException {
    var random = new Random(SEED);
    try (var pairs = cluster.nodes().take(RUNNING);
        var namespace = cluster.namespace("privileged")) {
      int kills = 0;
      for (int round = 0; kills < KILLS; round++) {
        // Given tests under way
        var tests = start(namespace, pairs, "killed-" + round);
        var seen = new Seen();

        // When the operator is stopped, killed, stopped, killed: at moments that matter, then at
        // random ones
        while (kills < KILLS && !tests.stream().allMatch(OutagesIT::finished)) {
          cluster.operator().untilLeaseIsTaken(LIMIT);
          if (kills < Moment.values().length) {
            Moment.values()[kills].await(tests.get(0));
          } else {
            Thread.sleep(random.nextInt(2_000));
          }
          tests.forEach(seen::check);
          end(kills++);
        }

        // Then every test completes, with what it had and without a second attempt
        for (var test : tests) {
          var status = test.untilComplete(LIMIT);
          assertThat(status.failures()).as("with kills.seed %d", SEED).isEmpty();
          seen.check(test);
          test.untilNoPods(LiveTest.SOON);
        }
      }
    }
  }

  /** The lease of the last one, which is killed, must run out by itself. */
  private void end(int number) {
    if (number % 2 == 0) {
      cluster.operator().stop();
    } else {
      cluster.operator().kill();
      if (number < KILLS - 1) {
        cluster.operator().freeLease();
      }
    }
  }

  @Test
  void anOperatorThatIsStoppedHandsOverWithoutAPause() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged");
        var lease = new TenantLease(cluster.client(), namespace.name())) {
      // Given an operator that leads, a complete test, and somebody who says that he led before
      var test = namespace.measure("survivor", pair.spec(Specs.SHORT));
      test.untilComplete(LIMIT);
      test.untilNoPods(LiveTest.SOON);
      var stored = test.get();
      var before = cluster.operator().pod();
      cluster.operator().untilLeads(before, LIMIT);

      // When its pod is deleted
      cluster.operator().stop();

      // Then it gives the lease back, so that the next one need not wait until it runs out
      cluster.operator().untilLeaseIsFree(LIMIT);
      cluster.operator().untilAnotherLeads(before, LIMIT);
      assertThat(lease.renewals()).isPositive();

      // And it leaves the result as it is, also when it has to look at it
      assertThat(test.get()).isEqualTo(stored);
      var changed = test.patch("{\"spec\": {\"podRetention\": \"Always\"}}");
      var seen = test.untilObserved(changed);
      assertThat(seen.run()).isEqualTo(stored.getStatus().run());
      assertThat(seen.samples()).isEqualTo(stored.getStatus().samples());
      assertThat(test.pods()).isEmpty();
    }
  }

  @Test
  void anOperatorThatWasFrozenWhileAnotherTookOverAsksForNothingMore() throws InterruptedException {
    // Given an operator that stands by
    cluster.operator().scale(2, LIMIT);
    try {
      costsNothing(
          "frozen",
          tests -> {
            // When the active one is frozen until the other leads, and goes on then
            var frozen = cluster.operator().freeze();
            cluster.operator().untilAnotherLeads(frozen, LIMIT);

            // Then it ends itself
            cluster.operator().thaw(frozen, LiveTest.SOON);
          });
    } finally {
      cluster.operator().scale(1, LIMIT);
    }
  }

  @Test
  void anOperatorWhoseWatchesHaveEndedIsStartedAnewWithinAMinute() throws InterruptedException {
    // Given an operator whose watches can be spoiled
    try (var tap = cluster.wiretap()) {
      cluster.operator().looksForTheApi(Optional.of(tap.url()), LIMIT);
      try {
        costsNothing(
            "deaf",
            tests -> {
              assertThat(Wiretap.WATCHED.values()).allMatch(tap::watched);
              var pod = cluster.operator().pod();

              // When something comes in each that nobody can read
              Wiretap.WATCHED.values().forEach(tap::spoil);

              // Then its process ends, and the next one leads
              cluster.operator().untilRestarted(pod, Duration.ofMinutes(1));
              cluster.operator().untilLeads(pod, Duration.ofMinutes(1));
            });
      } finally {
        cluster.operator().looksForTheApi(Optional.empty(), LIMIT);
      }
    }
  }

  @Test
  void anApiServerThatRestartsCostsNoSample() throws InterruptedException {
    costsNothing(
        "api-restart",
        tests -> {
          // When the API server goes, and comes back
          cluster.cluster("api", "stop");
          cluster.cluster("api", "start");
        });
  }

  @Test
  void anOperatorWhoseRightsAreWithdrawnGoesOnWhenItHasThemAgain() throws InterruptedException {
    var rights = rights();
    costsNothing(
        "no-rights",
        tests -> {
          // When the operator may do nothing for longer than it keeps its lease
          rights.forEach(right -> cluster.client().resource(right).delete());
          try {
            Thread.sleep(2_000);
            var without = tests.stream().map(LiveTest::status).toList();
            Thread.sleep(18_000);
            assertThat(tests.stream().map(LiveTest::status).toList()).isEqualTo(without);
          } finally {
            rights.forEach(right -> cluster.client().resource(right).create());
          }
        });
  }

  /** What is done while tests measure. */
  private interface Outage {
    void during(List<LiveTest> tests) throws InterruptedException;
  }

  private void costsNothing(String name, Outage outage) throws InterruptedException {
    try (var pairs = cluster.nodes().take(RUNNING);
        var namespace = cluster.namespace("privileged")) {
      // Given clients in mid-sample
      var tests = underWay(namespace, pairs, name);
      var seen = new Seen();
      tests.forEach(seen::check);

      // When
      cluster.operator().outages().during(() -> outage.during(tests));

      // Then every test completes, with what it had and without a second attempt
      for (var test : tests) {
        assertThat(test.untilComplete(LIMIT).failures()).isEmpty();
        seen.check(test);
        test.untilNoPods(LiveTest.SOON);
      }
    }
  }

  /** The bindings, so that they can be made again. */
  private List<HasMetadata> rights() {
    var client = cluster.client();
    var all =
        List.<HasMetadata>of(
            client.rbac().clusterRoleBindings().withName("netperf-operator").get(),
            client
                .rbac()
                .roleBindings()
                .inNamespace(Operator.NAMESPACE)
                .withName("netperf-operator-lease")
                .get());
    all.forEach(right -> right.getMetadata().setResourceVersion(null));
    return all;
  }

  private static List<LiveTest> start(TestNamespace namespace, NodePairs pairs, String name) {
    var tests = new ArrayList<LiveTest>();
    for (var pair : pairs.pairs()) {
      tests.add(namespace.measure(name + "-" + pair.number(), pair.spec(Specs.DISTURBED)));
    }
    return tests;
  }

  private static List<LiveTest> underWay(TestNamespace namespace, NodePairs pairs, String name) {
    var tests = start(namespace, pairs, name);
    for (var test : tests) {
      test.untilSamples(1, LIMIT);
      test.untilClientMeasures(LIMIT);
    }
    return tests;
  }

  private static boolean finished(LiveTest test) {
    return test.status()
        .condition(Condition.FINISHED)
        .map(c -> "True".equals(c.status()))
        .orElse(false);
  }

  /** What was recorded of each test when it was looked at last: it stays. */
  private static final class Seen {
    private final Map<String, List<Recorded>> before = new HashMap<>();

    void check(LiveTest test) {
      var now = Recorded.in(test.status());
      var then = before.getOrDefault(test.name(), List.of());
      assertThat(now.subList(0, Math.min(now.size(), then.size()))).isEqualTo(then);
      before.put(test.name(), now);
    }
  }
}
