package dev.netperf.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RacesTest {
  private final Races races = new Races();

  private static NetPerfTest observed(String version) {
    var test = new NetPerfTest();
    test.setMetadata(new ObjectMetaBuilder().withUid("u").withResourceVersion(version).build());
    return test;
  }

  @Test
  void aLostRaceIsRepeatedSoon() {
    assertThat(races.lost(observed("7"))).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void onTheSameOldNewsItIsTriedEverLessOften() {
    races.lost(observed("7"));
    assertThat(races.lost(observed("7"))).isEqualTo(Duration.ofMillis(400));
    for (int i = 0; i < 20; i++) {
      races.lost(observed("7"));
    }
    assertThat(races.lost(observed("7"))).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void newsBeginAnew() {
    races.lost(observed("7"));
    races.lost(observed("7"));
    assertThat(races.lost(observed("8"))).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void soDoesAWriteThatCameInTime() {
    races.lost(observed("7"));
    races.won(observed("7"));
    assertThat(races.lost(observed("7"))).isEqualTo(Duration.ofMillis(200));
  }

  private boolean losesOn(String version) {
    var outrun = races.outrun(observed(version));
    races.lost(observed(version));
    return outrun;
  }

  @Test
  void threeInARowEachOnNewsAreOutrun() {
    assertThat(losesOn("7")).isFalse();
    assertThat(losesOn("8")).isFalse();
    assertThat(losesOn("9")).isTrue();
    assertThat(losesOn("10")).isTrue();
  }

  @Test
  void onTheSameOldNewsNobodyIsOutrun() {
    for (int i = 0; i < 10; i++) {
      assertThat(losesOn("7")).isFalse();
    }
  }

  @Test
  void aWriteThatCameInTimeBeginsTheCountAnew() {
    losesOn("7");
    losesOn("8");
    races.won(observed("9"));

    assertThat(losesOn("10")).isFalse();
  }
}
