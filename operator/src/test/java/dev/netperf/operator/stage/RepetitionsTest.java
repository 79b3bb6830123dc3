package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.netperf.api.v1alpha1.Exclusion;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.tool.Envelopes;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is compared lies together in time; what warms up is not counted. */
class RepetitionsTest {
  private static final Function<Sample, Integer> INDEX = Sample::index;

  @Test
  void aFailureInMidRepetitionRepeatsTheWholeRepetition() {
    // Given a repetition whose first sample was taken
    var world = World.with("").settle().measure(3).serversListen();

    // When its second one fails
    world.clientFails();

    // Then the first one is kept but not counted, and both are taken anew
    assertThat(world.status().progress().summary()).isEqualTo("2/8");
    world.measure(6);
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().samples())
        .extracting(INDEX, Sample::excluded)
        .startsWith(
            tuple(0, null),
            tuple(1, null),
            tuple(2, Exclusion.RepetitionParted.name()),
            tuple(2, null),
            tuple(3, null))
        .hasSize(9);
    assertThat(world.status().results()).allMatch(result -> result.samples() == 4);
    assertThat(world.everCreated()).doesNotHaveDuplicates();
  }

  @Test
  void aFailureAtTheStartOfARepetitionRepeatsNothingElse() {
    var world = World.with("").settle().measure(2).serversListen().clientFails().measure(6);

    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().samples()).hasSize(8).allMatch(Sample::counted);
  }

  @Test
  void withoutAPartnerNothingIsParted() {
    var alone = World.with("paths: [PodToPod]").settle().measure(1).serversListen().clientFails();
    var sequential =
        World.with("order: Sequential").settle().measure(1).serversListen().clientFails();

    assertThat(alone.status().samples()).allMatch(Sample::counted);
    assertThat(sequential.status().samples()).allMatch(Sample::counted);
  }

  @Test
  void aLongGapInMidRepetitionRepeatsItOnce() {
    // Given a repetition whose second sample begins long after the first one's end
    var world = World.with("repetitions: 1").settle().measure(1);
    later(world);

    // Then both are taken anew
    assertThat(world.status().progress().summary()).isEqualTo("0/2");
    assertThat(world.status().samples()).noneMatch(Sample::counted);
    assertThat(world.status().failures()).isEmpty();

    // And when it is so again, that is how it is here
    world.measure(1);
    later(world);
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().samples()).hasSize(4).filteredOn(Sample::counted).hasSize(2);
    assertThat(world.everCreated()).doesNotHaveDuplicates();
  }

  /** The next client begins an hour after the recorded time of the others. */
  private static void later(World world) {
    var seconds = 10;
    var hour = Envelopes.STARTED.plusSeconds(3600).toEpochMilli();
    world
        .serversListen()
        .clientEnds(
            0,
            Envelopes.ended(0, Envelopes.qperf(seconds, 1_000_000_000L, 40_000))
                .replace("" + Envelopes.STARTED.toEpochMilli(), "" + hour)
                .replace(
                    "" + Envelopes.STARTED.plusSeconds(20).toEpochMilli(), "" + (hour + 20_000)));
  }

  @Test
  void warmUpsAreTakenFirstAndNotCounted() {
    // When
    var world = World.with("warmups: 1\nrepetitions: 2").settle().measure(6);

    // Then
    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().progress().summary()).isEqualTo("6/6");
    assertThat(world.status().samples())
        .extracting(Sample::path, Sample::repetition, Sample::excluded)
        .startsWith(
            tuple(Path.HostToHost.name(), 1, Exclusion.Warmup.name()),
            tuple(Path.PodToPod.name(), 1, Exclusion.Warmup.name()),
            tuple(Path.HostToHost.name(), 1, null),
            tuple(Path.PodToPod.name(), 1, null),
            tuple(Path.PodToPod.name(), 2, null));
    assertThat(world.status().results()).allMatch(result -> result.samples() == 2);
  }

  @Test
  void aFailureInAWarmUpPartsNothing() {
    var world = World.with("warmups: 1").settle().measure(1).serversListen().clientFails();

    assertThat(world.status().samples())
        .extracting(Sample::excluded)
        .containsOnly(Exclusion.Warmup.name());
    assertThat(world.status().progress().summary()).isEqualTo("1/10");
  }

  /** Sizes are not compared with each other, only paths are. */
  @Test
  void aFailureInASweepPartsItsOwnSizeOnly() {
    // Given a repetition with both samples of one size and the first of the next
    var world = World.with("messageSizes: [1024, 65536]\nrepetitions: 1").settle().measure(3);

    // When the second of that size fails
    world.serversListen().clientFails();

    // Then that size is taken anew, and the other stands
    assertThat(world.status().samples()).hasSize(3);
    assertThat(world.status().samples().subList(0, 2)).allMatch(Sample::counted);
    assertThat(world.status().samples().get(2).excluded())
        .isEqualTo(Exclusion.RepetitionParted.name());
    assertThat(world.measure(2).reason()).isEqualTo("Complete");
  }

  @Test
  void everyMessageSizeIsASampleOfItsOwn() {
    var world = World.with("messageSizes: [1024, 65536]\nrepetitions: 2").settle().measure(8);

    assertThat(world.reason()).isEqualTo("Complete");
    assertThat(world.status().samples())
        .extracting(Sample::path, RepetitionsTest::sizes)
        .startsWith(
            tuple(Path.HostToHost.name(), List.of("TCPBandwidth 1024", "TCPLatency null")),
            tuple(Path.PodToPod.name(), List.of("TCPBandwidth 1024", "TCPLatency null")),
            tuple(Path.HostToHost.name(), List.of("TCPBandwidth 65536")),
            tuple(Path.PodToPod.name(), List.of("TCPBandwidth 65536")),
            tuple(Path.PodToPod.name(), List.of("TCPBandwidth 65536")),
            tuple(Path.HostToHost.name(), List.of("TCPBandwidth 65536")));
  }

  private static List<String> sizes(Sample sample) {
    return sample.values().stream().map(v -> v.measurement() + " " + v.messageSize()).toList();
  }
}
