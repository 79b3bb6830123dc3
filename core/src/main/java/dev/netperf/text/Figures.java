package dev.netperf.text;

import dev.netperf.api.v1alpha1.Measurement;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/** Figures as a person reads them. */
public final class Figures {
  private static final int FOR_A_ROW = 3;
  private static final int FOR_A_VERDICT = 4;

  /** Behind these digits of a double stands what arithmetic left over, not what was measured. */
  private static final MathContext SOUND = new MathContext(12, RoundingMode.HALF_UP);

  private static final List<String> BANDWIDTH =
      List.of("bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s");
  private static final List<String> LATENCY = List.of("ns", "us", "ms", "s");
  private static final List<String> BYTES = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

  private Figures() {}

  /** Three significant digits and a unit: {@code 10.3 Gbit/s} or {@code 39.2 us}. */
  public static String of(Measurement measurement, long value) {
    return of(measurement, new BigDecimal(value), FOR_A_ROW);
  }

  /** One digit more, for a figure that stands beside a bound. */
  public static String precisely(Measurement measurement, double value) {
    return of(measurement, BigDecimal.valueOf(value), FOR_A_VERDICT);
  }

  private static String of(Measurement measurement, BigDecimal value, int digits) {
    return of(measurement.bandwidth() ? BANDWIDTH : LATENCY, value, digits);
  }

  private static String of(List<String> units, BigDecimal value, int digits) {
    var figure = value.round(new MathContext(digits, RoundingMode.HALF_UP));
    int unit = 0;
    while (unit < units.size() - 1 && figure.compareTo(BigDecimal.valueOf(1000)) >= 0) {
      figure = figure.movePointLeft(3);
      unit++;
    }
    return withAllDigits(figure, digits) + " " + units.get(unit);
  }

  /** {@code 1.00} rather than {@code 1}: the digits say how exact the figure is. */
  private static String withAllDigits(BigDecimal figure, int digits) {
    if (figure.signum() == 0) {
      return "0";
    }
    int scale = Math.max(0, digits - (figure.precision() - figure.scale()));
    return figure.setScale(scale, RoundingMode.HALF_UP).toPlainString();
  }

  /** Decimal units, as providers bill: {@code 1.5 TB}; at most three significant digits. */
  public static String ofBytes(long bytes) {
    var text = of(BYTES, new BigDecimal(bytes), FOR_A_ROW);
    int space = text.indexOf(' ');
    return new BigDecimal(text.substring(0, space)).stripTrailingZeros().toPlainString()
        + text.substring(space);
  }

  /** Three significant digits without a unit: {@code 6.08} or {@code 0.0310}. */
  public static String digits(double value) {
    return digits(value, RoundingMode.HALF_UP);
  }

  /** Three significant digits, never above the value. */
  public static String digitsBelow(double value) {
    return digits(value, RoundingMode.FLOOR);
  }

  /** Three significant digits, never below the value. */
  public static String digitsAbove(double value) {
    return digits(value, RoundingMode.CEILING);
  }

  private static String digits(double value, RoundingMode mode) {
    var figure = BigDecimal.valueOf(value).round(SOUND).round(new MathContext(FOR_A_ROW, mode));
    return withAllDigits(figure, FOR_A_ROW);
  }

  /** One decimal, for percentages. */
  public static String decimal(double value) {
    return decimals(value, 1, RoundingMode.HALF_UP);
  }

  /** One decimal, never above the value. */
  public static String decimalBelow(double value) {
    return decimals(value, 1, RoundingMode.FLOOR);
  }

  /** One decimal, never below the value. */
  public static String decimalAbove(double value) {
    return decimals(value, 1, RoundingMode.CEILING);
  }

  /** Three decimals, for losses. */
  public static String threeDecimals(double value) {
    return decimals(value, 3, RoundingMode.HALF_UP);
  }

  private static String decimals(double value, int decimals, RoundingMode mode) {
    return BigDecimal.valueOf(value).round(SOUND).setScale(decimals, mode).toPlainString();
  }

  /** A decimal number of a status; empty where there is none. */
  public static Optional<Double> parse(String text) {
    try {
      return Optional.ofNullable(text)
          .map(BigDecimal::new)
          .map(BigDecimal::doubleValue)
          .filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
