package dev.netperf.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How many values lie further from the others than chance would have it in one of a hundred sets:
 * the generalized extreme Studentized deviate test for up to a quarter of them (Rosner 1983;
 * NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17.3). For less than eight values that is
 * Grubbs' test of one.
 */
final class StandingOut {
  private static final double ERROR_RATE = 0.01;
  private static final int LEAST_VALUES = 3;
  private static final int ONE_OF = 4;

  private StandingOut() {}

  static int count(List<Double> values) {
    var left = new ArrayList<>(values);
    int most = values.size() < LEAST_VALUES ? 0 : Math.max(1, values.size() / ONE_OF);
    int count = 0;
    for (int removed = 1; removed <= most && Set.copyOf(left).size() > 1; removed++) {
      var numbers = left.stream().mapToDouble(Double::doubleValue).toArray();
      var statistics =
          DoubleStatistics.of(Set.of(Statistic.MEAN, Statistic.STANDARD_DEVIATION), numbers);
      double mean = statistics.getAsDouble(Statistic.MEAN);
      var farthest =
          left.stream().max(Comparator.comparingDouble(v -> Math.abs(v - mean))).orElseThrow();
      double deviation = Math.abs(farthest - mean);
      if (deviation
          > critical(left.size()) * statistics.getAsDouble(Statistic.STANDARD_DEVIATION)) {
        count = removed;
      }
      left.remove(farthest);
    }
    return count;
  }

  /** The largest deviation among so many values, in standard deviations, that is chance. */
  private static double critical(int n) {
    double t = TDistribution.of(n - 2.0).inverseSurvivalProbability(ERROR_RATE / (2 * n));
    return (n - 1) * t / Math.sqrt((n - 2 + t * t) * n);
  }
}
