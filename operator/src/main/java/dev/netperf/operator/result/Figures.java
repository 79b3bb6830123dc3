package dev.netperf.operator.result;

import dev.netperf.operator.api.v1alpha1.Measurement;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Figures as a person reads them: three significant digits and a unit. */
final class Figures {
  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
  private static final List<String> BANDWIDTH =
      List.of("bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s");
  private static final List<String> LATENCY = List.of("ns", "us", "ms", "s");

  private Figures() {}

  /** For example {@code 10.3 Gbit/s} or {@code 39.2 us}. */
  static String of(Measurement measurement, long value) {
    var units = measurement == Measurement.TCPBandwidth ? BANDWIDTH : LATENCY;
    var figure = new BigDecimal(value).round(THREE_DIGITS);
    int unit = 0;
    while (unit < units.size() - 1 && figure.compareTo(BigDecimal.valueOf(1000)) >= 0) {
      figure = figure.movePointLeft(3);
      unit++;
    }
    return threeDigits(figure) + " " + units.get(unit);
  }

  /** One decimal, for percentages. */
  static String decimal(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
  }

  /** {@code 1.00} rather than {@code 1}: the digits say how exact the figure is. */
  private static String threeDigits(BigDecimal figure) {
    int scale = Math.max(0, 3 - (figure.precision() - figure.scale()));
    return figure.setScale(scale, RoundingMode.HALF_UP).toPlainString();
  }
}
