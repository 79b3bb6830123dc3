package dev.netperf.operator.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.fake.Store.Change;
import dev.netperf.operator.fake.Store.Kind;
import dev.netperf.operator.fake.TestNodes;
import org.junit.jupiter.api.Test;

/** What the operator asked for without an answer, and can't see yet. */
class UnansweredTest {
  private static final String LOST = "the answer to create fleet-\\w+-0000 is lost";

  @Test
  void aTestThatMayBeThereIsOneOfThoseUnderWay() {
    // When nobody knows of a survey's first test, and its pair can't be chosen again
    var outcome =
        SurveySimulation.scripted(
            world -> {
              world.users.nodes(6);
              world.users.create("concurrency: {maxPairs: 2}\ncoverage: {mode: AllPairs}\n");
              world.loseAnswer("create");
              world.agenda.in(0, () -> world.leader().informers().hold(Kind.TEST, 60_000));
              world.store.watch(change -> cordonOnce(world, change));
            });

    // Then there is room for one more, not for two
    assertThat(outcome.violation()).isEmpty();
    assertThat(outcome.story()).containsPattern("(?s)" + LOST + ".*created fleet-\\w+-0001");
  }

  private static void cordonOnce(SurveySimulation world, Change change) {
    if (change.kind() == Kind.TEST && world.agenda.millis() < 1000 && change.before() == null) {
      var node = ((NetPerfTest) change.object()).getSpec().client().nodeName();
      world.agenda.in(1000, () -> world.store.put(TestNodes.cordoned(node)));
    }
  }
}
