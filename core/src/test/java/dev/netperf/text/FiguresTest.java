package dev.netperf.text;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Measurement.UDPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.UDPLatency;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1.00 bit/s",
    "42, 42.0 bit/s",
    "999, 999 bit/s",
    "1000, 1.00 kbit/s",
    "1004, 1.00 kbit/s",
    "1005, 1.01 kbit/s",
    "9994, 9.99 kbit/s",
    "9995, 10.0 kbit/s",
    "99949, 99.9 kbit/s",
    "99950, 100 kbit/s",
    "105000, 105 kbit/s",
    "999499, 999 kbit/s",
    "999500, 1.00 Mbit/s",
    "999999999, 1.00 Gbit/s",
    "10305195213, 10.3 Gbit/s",
    "8780000000, 8.78 Gbit/s",
    "400000000000, 400 Gbit/s",
    "999500000000, 1.00 Tbit/s",
    "1600000000000, 1.60 Tbit/s",
    "1234567000000000, 1230 Tbit/s",
  })
  void bandwidthHasThreeDigitsAndADecimalUnit(long value, String expected) {
    assertThat(Figures.of(TCPBandwidth, value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "999, 999 ns",
    "9195, 9.20 us",
    "39223, 39.2 us",
    "44350, 44.4 us",
    "999499, 999 us",
    "999500, 1.00 ms",
    "483000, 483 us",
    "12300000, 12.3 ms",
    "999500000, 1.00 s",
    "61000000000, 61.0 s",
    "7200000000000, 7200 s",
  })
  void latencyHasThreeDigitsAndAUnitOfTime(long value, String expected) {
    assertThat(Figures.of(TCPLatency, value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "85.24, 85.2",
    "85.25, 85.3",
    "100, 100.0",
    "113, 113.0",
    "0.04, 0.0",
    "1234.5, 1234.5"
  })
  void percentagesHaveOneDecimal(double value, String expected) {
    assertThat(Figures.decimal(value)).isEqualTo(expected);
  }

  @Test
  void besideABoundAFigureHasFourDigits() {
    assertThat(Figures.precisely(UDPBandwidth, 941_234_567.8)).isEqualTo("941.2 Mbit/s");
    assertThat(Figures.precisely(UDPLatency, 39_200)).isEqualTo("39.20 us");
    assertThat(Figures.precisely(UDPLatency, 0)).isEqualTo("0 ns");
  }

  @ParameterizedTest
  @CsvSource({"85.24, 85.2, 85.3", "85, 85.0, 85.0", "79.99999999999999, 80.0, 80.0"})
  void endsOfAnIntervalAreRoundedOutward(double value, String low, String high) {
    assertThat(Figures.decimalBelow(value)).isEqualTo(low);
    assertThat(Figures.decimalAbove(value)).isEqualTo(high);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1500, 1.5 kB",
    "100000000, 100 MB",
    "1230000000, 1.23 GB",
    "1500000000000, 1.5 TB",
    "999600000000, 1 TB",
    "9223372036854775807, 9.22 EB",
  })
  void bytesHaveDecimalUnits(long bytes, String expected) {
    assertThat(Figures.ofBytes(bytes)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "6.0779, 6.08, 6.07, 6.08",
    "1, 1.00, 1.00, 1.00",
    "0.030999999999999999, 0.0310, 0.0310, 0.0310",
    "0.0000000111111, 0.0000000111, 0.0000000111, 0.0000000112",
    "412345678, 412000000, 412000000, 413000000",
    "0, 0, 0, 0",
  })
  void digitsAreThreeWithoutAnExponent(double value, String near, String below, String above) {
    assertThat(Figures.digits(value)).isEqualTo(near);
    assertThat(Figures.digitsBelow(value)).isEqualTo(below);
    assertThat(Figures.digitsAbove(value)).isEqualTo(above);
  }

  @Test
  void figuresAreTheSameInEveryLocale() {
    var before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);

      assertThat(Figures.of(TCPBandwidth, 10305195213L)).isEqualTo("10.3 Gbit/s");
      assertThat(Figures.decimal(85.2)).isEqualTo("85.2");
    } finally {
      Locale.setDefault(before);
    }
  }
}
