package dev.netperf.result;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Path.HostToHost;
import static dev.netperf.api.v1alpha1.Path.HostToPod;
import static dev.netperf.api.v1alpha1.Path.PodToPod;
import static dev.netperf.plan.Specs.spec;
import static dev.netperf.result.WarningWords.BOTH;
import static dev.netperf.result.WarningWords.GIGABIT;
import static dev.netperf.result.WarningWords.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.Warning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is suspect by the values alone: too few, too coarse, scattered, drifting, too good. */
class WarningsOfValuesTest {
  /** Both paths' values by turns, as an interleaved run takes them (AB BA AB BA). */
  private static List<Sample> interleaved(Measurement measurement, long[] hosts, long[] pods) {
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < hosts.length; i++) {
      var turn =
          Arrays.asList(
              Samples.of(HostToHost, measurement, hosts).get(i),
              Samples.of(PodToPod, measurement, pods).get(i));
      if (i % 2 == 1) {
        Collections.reverse(turn);
      }
      samples.addAll(turn);
    }
    return samples;
  }

  @Test
  void ofASoundRunThereIsNothingToSay() {
    // Given a steady gigabit and an overlay at 96%
    var samples =
        interleaved(
            TCPBandwidth,
            new long[] {941_000_000, 942_000_000, 941_500_000, 941_000_000},
            new long[] {905_000_000, 904_000_000, 905_000_000, 904_500_000});

    // Then
    assertThat(warnings("{}", samples)).isEmpty();
  }

  @Test
  void ofNoSamplesThereIsNothingToSay() {
    assertThat(warnings("{repetitions: 2}", List.of())).isEmpty();
  }

  @Test
  void twoRepetitionsAreFew() {
    var two = interleaved(TCPLatency, new long[] {1000, 1000}, new long[] {1100, 1100});

    assertThat(warnings("{repetitions: 2}", two))
        .containsExactly(
            "FewRepetitions: 2 repetitions: the intervals are more than five times as wide as with"
                + " 4");
    // But not two of four, in the middle of a run
    assertThat(warnings("{repetitions: 4}", two)).isEmpty();
  }

  @Test
  void aMessageThatIsATwoThousandthOfTheValueOrLessIsFineEnough() {
    // 52,428.8 bit/s are 0.2% of 26,214,400
    assertThat(warnings("{}", Samples.of(PodToPod, TCPBandwidth, 26_214_400))).isEmpty();
    assertThat(warnings("{}", Samples.of(PodToPod, TCPBandwidth, 26_200_000)))
        .containsExactly(
            "CoarseResolution: TCPBandwidth of PodToPod: one message of 65536 bytes more or less is"
                + " 0.2% of it: a smaller message or a longer duration tells more exactly");
    assertThat(warnings("{tool: iperf3}", Samples.of(PodToPod, TCPBandwidth, 1000))).isEmpty();
    assertThat(warnings("{}", Samples.of(PodToPod, TCPLatency, 1000))).isEmpty();
  }

  @Test
  void scatterAboveTenPercentIsToldOf() {
    assertThat(warnings("{}", Samples.of(PodToPod, TCPLatency, 85_000, 100_000, 115_000)))
        .containsExactly(
            "Scatter: TCPLatency of PodToPod: the standard deviation is 15.0% of the mean, values"
                + " from 85.0 us to 115 us");
    assertThat(warnings("{}", Samples.of(PodToPod, TCPLatency, 87_000, 100_000, 113_000)))
        .isEmpty();
  }

  @Test
  void aMeanFarFromTheMedianHasAnOutlier() {
    var hosts = new long[] {1000, 1000, 1000, 1000};

    assertThat(warnings("{}", interleaved(TCPLatency, hosts, new long[] {1100, 1100, 1000, 1100})))
        .containsExactly(
            "Outlier: TCPLatency of PodToPod: the mean of the ratios to HostToHost is 107.4%, their"
                + " median 110.0%: some repetitions stand out");
    assertThat(warnings("{}", interleaved(TCPLatency, hosts, new long[] {1100, 1100, 1030, 1100})))
        .isEmpty();
  }

  /** Mean and median are three points apart, and no repetition is to blame. */
  @Test
  void repetitionsThatAllScatterHaveNoOutlier() {
    var hosts = new long[] {1000, 1000, 1000, 1000};
    var pods = new long[] {1040, 1180, 1170, 1190};

    assertThat(warnings("{}", interleaved(TCPLatency, hosts, pods)))
        .noneMatch(w -> w.startsWith("Outlier"));
  }

  /** Of ten, two on the same side hide each other from a test of one. */
  @Test
  void twoOfTenThatStandOutAreFound() {
    var hosts = new long[] {1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000};
    var pods = new long[] {1101, 1099, 1100, 900, 1102, 1098, 1101, 1099, 900, 1100};

    assertThat(warnings("{repetitions: 10}", interleaved(TCPLatency, hosts, pods)))
        .anyMatch(w -> w.startsWith("Outlier"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 7, 8, 100})
  void equalValuesHaveNoneThatStandsOut(int count) {
    assertThat(StandingOut.count(Collections.nCopies(count, 0.1))).isZero();
  }

  @Test
  void aTrendAboveFivePercentIsADrift() {
    // Given a rate that falls by 6% in the course of the run, and noise
    var hosts = new long[] {1_000_000, 974_000, 966_000, 940_500};
    var pods = new long[] {1_092_000, 1_082_000, 1_049_000, 1_044_000};

    // Then
    assertThat(warnings("{}", interleaved(TCPLatency, hosts, pods)))
        .singleElement()
        .asString()
        .startsWith("Drift: TCPLatency fell by 6.1% in the course of the run (99% interval -6.");
  }

  @Test
  void aSmallTrendIsNoDrift() {
    var hosts = new long[] {1_000_000, 980_000, 975_000, 960_000};
    var pods = new long[] {1_090_000, 1_085_000, 1_065_000, 1_060_000};

    assertThat(warnings("{}", interleaved(TCPLatency, hosts, pods))).isEmpty();
  }

  /** The fit falls by 9%, and so it might by chance. */
  @Test
  void noiseIsNoDrift() {
    var hosts = new long[] {1_000_000, 1_100_000, 900_000, 950_000};
    var pods = new long[] {1_300_000, 1_150_000, 1_250_000, 1_200_000};
    var samples = interleaved(TCPLatency, hosts, pods);

    assertThat(Trend.of(Estimate.all(spec("{}"), BOTH, samples), 8).orElseThrow().percent())
        .isLessThan(-5);
    assertThat(warnings("{}", samples)).noneMatch(w -> w.startsWith("Drift"));
  }

  /** Rising a thousandfold from sample to sample at the begin of a long run: garbage, no error. */
  @Test
  void aTrendBeyondAllNumbersIsOneAllTheSame() {
    var rising = Samples.of(HostToHost, TCPLatency, 1, 1000, 1_000_000, GIGABIT, 1000 * GIGABIT);
    var others = Samples.of(HostToPod, TCPLatency, new long[200]);

    assertThat(warnings("{}", Samples.all(rising, others)))
        .anyMatch(w -> w.startsWith("Drift: TCPLatency rose by "));
  }

  /** Measured path after path, a slow path comes last; that is no trend. */
  @Test
  void aDifferenceBetweenPathsIsNoDrift() {
    var samples =
        Samples.all(
            Samples.of(HostToHost, TCPLatency, 1000, 1001, 999, 1000),
            Samples.of(PodToPod, TCPLatency, 1500, 1501, 1499, 1500));

    assertThat(warnings("{order: Sequential}", samples)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aDriftThatTooFewValuesShowIsNoDrift(int values) {
    var falling = Arrays.copyOf(new long[] {1000, 950, 901}, values);

    assertThat(warnings("{}", Samples.of(HostToHost, TCPLatency, falling)))
        .noneMatch(w -> w.startsWith("Drift"));
  }

  @Test
  void anOverlayThatBeatsTheNativePathIsSuspect() {
    var hosts = new long[] {GIGABIT, GIGABIT, GIGABIT};
    var pods = new long[] {1_030_000_000, 1_031_000_000, 1_029_000_000};

    assertThat(warnings("{}", interleaved(TCPBandwidth, hosts, pods)))
        .containsExactly(
            "PodBetterThanHost: TCPBandwidth of PodToPod is 103.0% (95% interval 102.7 to"
                + " 103.3) of HostToHost: perhaps the paths use different links or settings, or the"
                + " pods' packets are spared rules that the host's own pass (iptables, nftables)");
    assertThat(warnings("{}", interleaved(TCPLatency, pods, hosts)))
        .singleElement()
        .asString()
        .startsWith("PodBetterThanHost: TCPLatency of PodToPod is 97.1%");
    assertThat(warnings("{}", interleaved(TCPBandwidth, pods, hosts))).isEmpty();
    assertThat(warnings("{}", interleaved(TCPLatency, hosts, pods))).isEmpty();
  }

  @Test
  void anOverlayWhoseIntervalHoldsTheNativePathIsNotSuspect() {
    var hosts = new long[] {GIGABIT, GIGABIT, GIGABIT};
    var pods = new long[] {1_030_000_000, 1_000_000_000, 1_010_000_000};

    assertThat(warnings("{}", interleaved(TCPBandwidth, hosts, pods))).isEmpty();
  }

  /** The interval lies above the native path, and less than 2% of it are no matter. */
  @Test
  void anOverlayThatIsBetterByLittleIsNotSuspect() {
    var hosts = new long[] {GIGABIT, GIGABIT, GIGABIT};
    var pods = new long[] {1_019_000_000, 1_019_100_000, 1_018_900_000};

    assertThat(warnings("{}", interleaved(TCPBandwidth, hosts, pods))).isEmpty();
    assertThat(warnings("{}", interleaved(TCPLatency, pods, hosts))).isEmpty();
  }

  @Test
  void theNativePathIsTheMeasureWhateverTheBaseline() {
    var hosts = new long[] {GIGABIT, GIGABIT, GIGABIT};
    var pods = new long[] {1_030_000_000, 1_031_000_000, 1_029_000_000};
    var samples = interleaved(TCPBandwidth, hosts, pods);

    assertThat(Warnings.of(spec("{}"), BOTH, PodToPod, null, List.of(), samples))
        .extracting(Warning::type)
        .containsExactly(Warning.Type.PodBetterThanHost.name());
  }
}
