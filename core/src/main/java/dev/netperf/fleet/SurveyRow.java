package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.PathSummary;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.GroupResult;
import dev.netperf.api.v1alpha1.survey.SurveySummary;
import dev.netperf.result.Subject;
import dev.netperf.text.Figures;
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
        .flatMap(
            subject ->
                row.comparisons().stream()
                    .filter(c -> subject.is(c.path(), c.measurement(), c.messageSize()))
                    .findFirst())
        .map(comparison -> comparison.percentOfBaseline() + "%");
  }

  /** What pods get of what the baseline has; empty where that is the baseline. */
  private Optional<Subject> compared() {
    return bandwidth(Path.PodToPod)
        .or(() -> template.row().latency(Path.PodToPod))
        .filter(subject -> template.baseline() != Path.PodToPod);
  }
}
