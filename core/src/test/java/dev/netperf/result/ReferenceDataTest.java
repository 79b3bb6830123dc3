package dev.netperf.result;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Path.HostToHost;
import static dev.netperf.plan.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.netperf.api.v1alpha1.Result;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against the certified values of the Statistical Reference Datasets of the National Institute of
 * Standards and Technology (public domain), univariate summary statistics,
 * https://www.itl.nist.gov/div898/strd/univ/homepage.html. The data are multiplied by a power of
 * ten, for values here are whole numbers.
 */
class ReferenceDataTest {

  /** Michelson's measurements of the speed of light of 1879, in km/s above 299 000. */
  private static final long[] MICHELSO = {
    850, 740, 900, 1070, 930, 850, 950, 980, 980, 880, 1000, 980, 930, 650, 760, 810, 1000, 1000,
    960, 960, 960, 940, 960, 940, 880, 800, 850, 880, 900, 840, 830, 790, 810, 880, 880, 830, 800,
    790, 760, 800, 880, 880, 880, 860, 720, 720, 620, 860, 970, 950, 880, 910, 850, 870, 840, 840,
    850, 840, 840, 840, 890, 810, 810, 820, 800, 770, 760, 740, 750, 760, 910, 920, 890, 860, 880,
    720, 840, 850, 850, 780, 890, 840, 780, 810, 760, 810, 790, 810, 820, 850, 870, 870, 810, 740,
    810, 940, 950, 800, 810, 870
  };

  /** Mavrodineanu's filter transmittance, in 10⁻⁵. */
  private static final long[] MAVRO = {
    200180, 200170, 200180, 200190, 200180, 200170, 200150, 200140, 200150, 200150, 200170, 200180,
    200180, 200190, 200190, 200210, 200200, 200160, 200140, 200130, 200130, 200150, 200150, 200160,
    200150, 200140, 200130, 200140, 200150, 200140, 200150, 200160, 200150, 200160, 200190, 200200,
    200200, 200210, 200220, 200230, 200240, 200250, 200270, 200260, 200260, 200260, 200270, 200260,
    200250, 200240
  };

  private static Result result(long[] values) {
    return Results.of(
            spec("{paths: [HostToHost], tool: iperf3}"),
            List.of(TCPBandwidth),
            Samples.of(HostToHost, TCPBandwidth, values))
        .get(0);
  }

  /**
   * The sets NumAcc2 to NumAcc4: one value, then pairs of one a step below and one a step above.
   */
  private static long[] around(long middle, long step) {
    return LongStream.rangeClosed(0, 1000)
        .map(i -> i == 0 ? middle : i % 2 == 1 ? middle - step : middle + step)
        .toArray();
  }

  /** Certified: mean 299.852400000000, standard deviation 0.0790105478190518. */
  @Test
  void michelsosFiguresAreTheCertifiedOnes() {
    // Given values in 10⁻¹³
    var values = Arrays.stream(MICHELSO).map(v -> (299_000 + v) * 10_000_000_000L).toArray();

    // When
    var result = result(values);

    // Then
    assertThat(result.samples()).isEqualTo(100);
    assertThat(result.mean()).isEqualTo(2_998_524_000_000_000L);
    assertThat(result.standardDeviation()).isCloseTo(790_105_478_191L, byNineDigits());
    assertThat(result.median()).isEqualTo(2_998_500_000_000_000L);
    assertThat(result.min()).isEqualTo(2_996_200_000_000_000L);
    assertThat(result.max()).isEqualTo(3_000_700_000_000_000L);
  }

  private static Percentage byNineDigits() {
    return Percentage.withPercentage(1e-7);
  }

  /** Certified: mean 2.00185600000000, standard deviation 0.000429123454003053. */
  @Test
  void mavrosFiguresAreTheCertifiedOnes() {
    // Given values in 10⁻¹⁴
    var values = Arrays.stream(MAVRO).map(v -> v * 1_000_000_000L).toArray();

    // When
    var result = result(values);

    // Then
    assertThat(result.mean()).isEqualTo(200_185_600_000_000L);
    assertThat(result.standardDeviation()).isCloseTo(42_912_345_400L, byNineDigits());
  }

  /** Certified: mean 10000002, standard deviation 1 (both exact). */
  @Test
  void numAcc1sFiguresAreTheCertifiedOnes() {
    var result = result(new long[] {10_000_001, 10_000_003, 10_000_002});

    assertThat(result.mean()).isEqualTo(10_000_002);
    assertThat(result.standardDeviation()).isEqualTo(1);
  }

  /** Certified: mean 1.2, standard deviation 0.1 (both exact). */
  @Test
  void numAcc2sFiguresAreTheCertifiedOnes() {
    var result = result(around(1_200_000_000, 100_000_000));

    assertThat(result.mean()).isEqualTo(1_200_000_000);
    assertThat(result.standardDeviation()).isEqualTo(100_000_000);
  }

  /** Certified: mean 1000000.2, standard deviation 0.1 (both exact). */
  @Test
  void numAcc3sFiguresAreTheCertifiedOnes() {
    var result = result(around(1_000_000_200_000L, 100_000));

    assertThat(result.mean()).isEqualTo(1_000_000_200_000L);
    assertThat(result.standardDeviation()).isEqualTo(100_000);
  }

  /** Certified: mean 10000000.2, standard deviation 0.1 (both exact). */
  @Test
  void numAcc4sFiguresAreTheCertifiedOnes() {
    var result = result(around(10_000_000_200_000L, 100_000));

    assertThat(result.mean()).isEqualTo(10_000_000_200_000L);
    assertThat(result.standardDeviation()).isEqualTo(100_000);
  }

  /**
   * The confidence limits that the NIST/SEMATECH e-Handbook of Statistical Methods prints for the
   * 195 values of ZARR13.DAT (1.3.5.2): mean 9.26146, standard deviation 0.02279, from 9.258242 to
   * 9.264679.
   */
  @Test
  void theIntervalOfTheHandbooksExampleIsTheOneItPrints() {
    var interval = Confidence.interval(9.261460, 0.022789 * 0.022789, 195).orElseThrow();

    assertThat(interval.low()).isCloseTo(9.258242, within(1e-6));
    assertThat(interval.high()).isCloseTo(9.264679, within(1e-6));
  }

  /** Two-sided 5%, as every table of Student's t has it. */
  @ParameterizedTest
  @CsvSource({
    "1, 12.706205",
    "2, 4.302653",
    "3, 3.182446",
    "4, 2.776445",
    "5, 2.570582",
    "6, 2.446912",
    "7, 2.364624",
    "8, 2.306004",
    "9, 2.262157",
    "10, 2.228139",
    "20, 2.085963",
    "30, 2.042272",
    "60, 2.000298",
    "99, 1.984217",
    "120, 1.979930",
  })
  void theHalfWidthIsTheQuantileOfTheTableTimesTheStandardError(int degrees, double quantile) {
    int n = degrees + 1;

    assertThat(Confidence.halfWidth(1, n) * Math.sqrt(n)).isCloseTo(quantile, within(1e-6));
    assertThat(Confidence.interval(7, 4, n).orElseThrow().high())
        .isCloseTo(7 + quantile * 2 / Math.sqrt(n), within(1e-5));
  }
}
