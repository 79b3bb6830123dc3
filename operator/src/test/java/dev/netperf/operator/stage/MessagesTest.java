package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.probe.GoldenMessages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What a user reads in each case: {@code stage/messages.txt} holds, for each, the conditions and
 * the message. {@code -Dgolden.write=true} writes it anew.
 */
class MessagesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/stage/messages.txt");

  /** Which no test ends with. */
  private static final Set<Reason> OF_SURVEYS =
      EnumSet.of(
          Reason.TooFewNodes,
          Reason.TooManyPairs,
          Reason.Incomplete,
          Reason.TrafficLimit,
          Reason.CreateRefused,
          Reason.NodeChanged,
          Reason.TestDeleted);

  private static String text(World world) {
    return world.conditions() + "\n" + world.reason() + ": " + world.message();
  }

  private static GoldenMessages<World> golden() {
    return new GoldenMessages<>(GOLDEN, Standings.ALL, MessagesTest::text);
  }

  @TestFactory
  Stream<DynamicTest> everyCaseReadsAsWritten() throws IOException {
    return golden().everyCaseReadsAsWritten();
  }

  @Test
  void nothingIsWrittenThatNoCaseReads() throws IOException {
    golden().assertNothingIsWrittenThatNoCaseReads();
  }

  @Test
  void everyFailedRunSaysWhatToDo() {
    assertThat(Standings.ALL.values().stream().map(Supplier::get))
        .filteredOn(world -> world.status().condition(Condition.STALLED).isPresent())
        .isNotEmpty()
        .allSatisfy(
            world -> {
              var advice = Reason.valueOf(world.reason()).advice();
              assertThat(advice).isNotEmpty();
              assertThat(world.message()).endsWith(" " + advice);
            });
  }

  @Test
  void everyMessageIsOneLine() {
    assertThat(Standings.ALL.values().stream().map(Supplier::get).map(World::message))
        .allSatisfy(
            message ->
                assertThat(message)
                    .doesNotContain("\n")
                    .doesNotContain("null")
                    .doesNotContain("..")
                    .doesNotContain("?.")
                    .hasSizeLessThan(1024));
  }

  @Test
  void everyReasonThatARunCanFailForIsACase() {
    var failed =
        Standings.ALL.values().stream()
            .map(Supplier::get)
            .filter(world -> world.status().condition(Condition.STALLED).isPresent())
            .map(World::reason)
            .toList();

    assertThat(failed)
        .containsAll(
            Arrays.stream(Reason.values())
                .filter(Reason::fault)
                .filter(reason -> !OF_SURVEYS.contains(reason))
                .map(Reason::name)
                .toList());
  }
}
