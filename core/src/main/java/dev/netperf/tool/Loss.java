package dev.netperf.tool;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The part of what was sent that did not arrive. */
final class Loss {
  private static final int DECIMALS = 3;

  private Loss() {}

  /** In percent, with three decimals; what arrived twice does not make it negative. */
  static String percent(long sent, long received) {
    return BigDecimal.valueOf(Math.max(0, sent - received))
        .multiply(BigDecimal.valueOf(100))
        .divide(BigDecimal.valueOf(sent), DECIMALS, RoundingMode.HALF_UP)
        .toPlainString();
  }
}
