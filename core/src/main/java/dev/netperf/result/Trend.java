package dev.netperf.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How much values changed in the course of a run: least squares over the logarithms of all paths'
 * values, with a level for each path and one slope over time for all, so that what differs between
 * paths is not taken for a trend, even when they are measured one after the other. Time is the
 * place in the order taken: nodes' clocks may step.
 *
 * @param percent by how much the values rose over the whole run; below 0: fell
 * @param interval the 99% interval of percent
 */
record Trend(double percent, Bounds interval) {
  private static final int LEAST_DEGREES_OF_FREEDOM = 2;
  private static final double TAIL = 0.005;
  private static final double STEEPEST = 20;

  /**
   * The trend of values that are comparable but for their path.
   *
   * @param estimates one for each path
   * @param taken how many samples the run has taken
   * @return empty where there are too few values
   */
  static Optional<Trend> of(List<Estimate> estimates, int taken) {
    int paths = estimates.size();
    int values = estimates.stream().mapToInt(Estimate::samples).sum();
    int degreesOfFreedom = values - paths - 1;
    return degreesOfFreedom < LEAST_DEGREES_OF_FREEDOM
        ? Optional.empty()
        : Optional.of(fit(estimates, paths, taken - 1.0, degreesOfFreedom));
  }

  private static Trend fit(List<Estimate> estimates, int paths, double run, int degreesOfFreedom) {
    var regression = new OLSMultipleLinearRegression();
    regression.setNoIntercept(true);
    regression.newSampleData(
        estimates.stream()
            .flatMap(e -> e.values().stream())
            .mapToDouble(v -> Math.log(v.amount()))
            .toArray(),
        IntStream.range(0, paths)
            .boxed()
            .flatMap(
                path ->
                    estimates.get(path).values().stream()
                        .map(v -> row(path, paths, v.order() / run)))
            .toArray(double[][]::new));
    double slope = regression.estimateRegressionParameters()[paths];
    double error = regression.estimateRegressionParametersStandardErrors()[paths];
    double reach = TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(TAIL) * error;
    return new Trend(percent(slope), new Bounds(slope - reach, slope + reach).map(Trend::percent));
  }

  private static double[] row(int path, int paths, double time) {
    var row = new double[paths + 1];
    row[path] = 1;
    row[paths] = time;
    return row;
  }

  /** No run rises half a billion fold, but a fit through garbage may; it is still a number. */
  private static double percent(double log) {
    return 100 * Math.expm1(Math.min(log, STEEPEST));
  }

  /** Whether the interval excludes that nothing changed. */
  boolean certain() {
    return interval.low() > 0 || interval.high() < 0;
  }
}
