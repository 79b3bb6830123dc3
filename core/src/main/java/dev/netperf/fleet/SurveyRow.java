package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.PathSummary;
import dev.netperf.api.v1alpha1.survey.GroupComparison;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.GroupResult;
import dev.netperf.api.v1alpha1.survey.SurveySummary;
import dev.netperf.result.Subject;
import dev.netperf.text.Figures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The row of {@code kubectl get}. A median over several groups would tell nothing. */
final class SurveyRow {
  private static final String BY_GROUP = "by group";

  private final Template template;

  SurveyRow(Template template) {
    this.template = template;
  }

  /** Of a fleet of one group, with its figures. */
  SurveySummary ofOne(GroupFigures row) {
    return new SurveySummary(
        path(row, Path.HostToHost),
        path(row, Path.PodToPod),
        result(row, bandwidth(Path.HostToHost)).map(SurveyRow::figure).orElse(null),
        ratio(row).orElse(null));
  }

  /** Of a fleet of several groups, of which these pairs have values. */
  SurveySummary ofSeveral(List<PairValues> pairs) {
    var host = bandwidth(Path.HostToHost);
    return new SurveySummary(
        null,
        null,
        byGroup(host.filter(s -> pairs.stream().anyMatch(p -> p.mean(s).isPresent()))),
        byGroup(compared().filter(s -> pairs.stream().anyMatch(p -> ratio(p, s).isPresent()))));
  }

  /** What pods get of what the baseline has, in words; empty: that was not measured. */
  Optional<String> answer(List<GroupFigures> rows) {
    return compared()
        .flatMap(
            subject -> {
              var within = rows.stream().filter(row -> row.with() == null).toList();
              var percents =
                  within.stream().flatMap(row -> comparison(row, subject).stream()).toList();
              return percents.isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      within.size() == 1
                          ? subject.path() + ofOne(within.get(0), subject, percents.get(0))
                          : subject.path() + ofSeveral(subject, percents));
            });
  }

  private String ofOne(GroupFigures row, Subject subject, GroupComparison comparison) {
    var own = template.row().latency(subject.path());
    return share(subject, comparison.percentOfBaseline() + "%")
        + result(row, own.filter(latency -> subject.measurement().bandwidth()))
            .map(
                latency ->
                    ", latency "
                        + figure(latency)
                        + result(row, own.map(s -> s.over(template.baseline())))
                            .map(base -> " against " + figure(base))
                            .orElse(""))
            .orElse("");
  }

  private String ofSeveral(Subject subject, List<GroupComparison> comparisons) {
    var percents =
        comparisons.stream().map(c -> new BigDecimal(c.percentOfBaseline())).sorted().toList();
    var least = percents.get(0) + "%";
    var most = percents.get(percents.size() - 1) + "%";
    return share(subject, least.equals(most) ? least : least + " to " + most)
        + ", by the medians of "
        + percents.size()
        + (percents.size() == 1 ? " group" : " groups");
  }

  private String share(Subject subject, String percent) {
    return (subject.measurement().bandwidth() ? " gets " : "'s latency is ")
        + percent
        + (subject.measurement().bandwidth() ? " of " : " of that of ")
        + template.baseline();
  }

  private static String byGroup(Optional<Subject> told) {
    return told.map(subject -> BY_GROUP).orElse(null);
  }

  private OptionalDouble ratio(PairValues pair, Subject subject) {
    return pair.percent(subject, subject.over(template.baseline()));
  }

  private PathSummary path(GroupFigures row, Path path) {
    var bandwidth = result(row, bandwidth(path));
    var latency = result(row, template.row().latency(path));
    return bandwidth.isEmpty() && latency.isEmpty()
        ? null
        : new PathSummary(
            bandwidth.map(SurveyRow::figure).orElse(null),
            bandwidth.map(GroupResult::median).orElse(null),
            latency.map(SurveyRow::figure).orElse(null),
            latency.map(GroupResult::median).orElse(null));
  }

  private Optional<Subject> bandwidth(Path path) {
    return template.row().bandwidth(path);
  }

  private static Optional<GroupResult> result(GroupFigures row, Optional<Subject> wanted) {
    return wanted.flatMap(
        subject ->
            row.results().stream()
                .filter(r -> subject.is(r.path(), r.measurement(), r.messageSize()))
                .findFirst());
  }

  private static String figure(GroupResult result) {
    return Figures.of(Measurement.valueOf(result.measurement()), result.median());
  }

  private Optional<String> ratio(GroupFigures row) {
    return compared()
        .flatMap(subject -> comparison(row, subject))
        .map(comparison -> comparison.percentOfBaseline() + "%");
  }

  private static Optional<GroupComparison> comparison(GroupFigures row, Subject subject) {
    return row.comparisons().stream()
        .filter(c -> subject.is(c.path(), c.measurement(), c.messageSize()))
        .findFirst();
  }

  /** What pods get of what the baseline has; empty where that is the baseline. */
  private Optional<Subject> compared() {
    return bandwidth(Path.PodToPod)
        .or(() -> template.row().latency(Path.PodToPod))
        .filter(subject -> template.baseline() != Path.PodToPod);
  }
}
