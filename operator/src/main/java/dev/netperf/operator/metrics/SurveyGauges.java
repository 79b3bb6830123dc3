package dev.netperf.operator.metrics;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The surveys that there are, and the medians of those whose run has ended, read from the cache at
 * each scrape.
 */
public final class SurveyGauges extends Collector {
  private static final String BITS = Measurement.TCPBandwidth.unit();
  private static final BigDecimal BITS_PER_BYTE = BigDecimal.valueOf(8);
  private static final int NANO_DIGITS = 9;
  private static final int PERCENT_DIGITS = 2;
  private static final String MEDIAN = "0.5";

  private final int shownSurveys;
  private final int shownSeries;
  private volatile Supplier<Stream<NetPerfSurvey>> surveys = Stream::empty;

  /**
   * Gauges of no surveys yet.
   *
   * @param shownSurveys how many surveys at most, the newest
   * @param shownSeries how many series of medians at most; a survey is shown as a whole or not
   */
  public SurveyGauges(int shownSurveys, int shownSeries) {
    this.shownSurveys = shownSurveys;
    this.shownSeries = shownSeries;
  }

  /** Shows these surveys from now on. */
  public void show(Supplier<Stream<NetPerfSurvey>> cache) {
    surveys = cache;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    return new Families(shownSeries).of(surveys.get().toList(), shownSurveys);
  }

  private static final class Families {
    private final GaugeMetricFamily pairs =
        gauge("netperf_survey_pairs", "Pairs of the last run, by what became of them", "state");
    private final GaugeMetricFamily passed =
        gauge("netperf_survey_passed", "1: what the survey requires holds, 0: it does not");
    private final GaugeMetricFamily completion =
        gauge("netperf_survey_completion_timestamp_seconds", "When the last run ended");
    private final GaugeMetricFamily bandwidth =
        figures("netperf_survey_group_bandwidth_bytes_per_second", "Goodput of a group's pairs");
    private final GaugeMetricFamily latency =
        figures("netperf_survey_group_latency_seconds", "One-way latency of a group's pairs");
    private final GaugeMetricFamily ratio =
        figures("netperf_survey_group_baseline_ratio", "Value of a path over the baseline's");
    private int left;

    Families(int series) {
      left = series;
    }

    List<MetricFamilySamples> of(List<NetPerfSurvey> all, int most) {
      all.stream()
          .filter(survey -> survey.getStatus() != null && survey.getStatus().run() != null)
          .sorted(Comparator.comparing(Families::ended).reversed())
          .limit(most)
          .forEach(this::add);
      return List.of(pairs, passed, completion, bandwidth, latency, ratio);
    }

    private void add(NetPerfSurvey survey) {
      var status = survey.getStatus();
      var name = List.of(survey.getMetadata().getNamespace(), survey.getMetadata().getName());
      progress(name, status);
      if (!status.finished()) {
        return;
      }
      completion.addMetric(name, (double) Instant.parse(ended(survey)).getEpochSecond());
      status
          .condition(Condition.PASSED)
          .filter(condition -> !"Unknown".equals(condition.status()))
          .ifPresent(c -> passed.addMetric(name, "True".equals(c.status()) ? 1 : 0));
      left -= series(status);
      if (left >= 0) {
        status.groups().forEach(group -> add(name, group));
      }
    }

    private void progress(List<String> name, NetPerfSurveyStatus status) {
      if (status.plan() != null && status.progress() != null) {
        var progress = status.progress();
        pairs.addMetric(labels(name, "planned"), status.plan().pairs());
        pairs.addMetric(labels(name, "measured"), progress.measured());
        pairs.addMetric(labels(name, "failed"), progress.failed());
        pairs.addMetric(labels(name, "skipped"), progress.skipped());
      }
    }

    private static int series(NetPerfSurveyStatus status) {
      return status.groups().stream()
          .mapToInt(group -> group.results().size() + group.comparisons().size())
          .sum();
    }

    private void add(List<String> name, GroupFigures group) {
      var of = labels(name, group.group(), Optional.ofNullable(group.with()).orElse(""));
      for (var result : group.results()) {
        var labels =
            labels(of, result.path(), result.measurement(), size(result.messageSize()), MEDIAN);
        var median = BigDecimal.valueOf(result.median());
        if (BITS.equals(result.unit())) {
          bandwidth.addMetric(labels, median.divide(BITS_PER_BYTE).doubleValue());
        } else {
          latency.addMetric(labels, median.movePointLeft(NANO_DIGITS).doubleValue());
        }
      }
      for (var comparison : group.comparisons()) {
        ratio.addMetric(
            labels(
                of,
                comparison.path(),
                comparison.measurement(),
                size(comparison.messageSize()),
                MEDIAN),
            new BigDecimal(comparison.percentOfBaseline())
                .movePointLeft(PERCENT_DIGITS)
                .doubleValue());
      }
    }

    private static String size(Integer messageSize) {
      return messageSize == null ? "" : messageSize.toString();
    }

    private static String ended(NetPerfSurvey survey) {
      return Optional.ofNullable(survey.getStatus().run().completionTime()).orElse("under way");
    }

    private static List<String> labels(List<String> first, String... more) {
      return Stream.concat(first.stream(), Stream.of(more)).toList();
    }

    private static GaugeMetricFamily figures(String name, String help) {
      return gauge(name, help, "group", "with", "path", "measurement", "message_size", "quantile");
    }

    private static GaugeMetricFamily gauge(String name, String help, String... labels) {
      var all = new ArrayList<>(List.of("namespace", "name"));
      all.addAll(List.of(labels));
      return new GaugeMetricFamily(name, help, all);
    }
  }
}
