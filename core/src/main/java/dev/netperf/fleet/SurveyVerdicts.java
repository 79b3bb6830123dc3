package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.Threshold;
import dev.netperf.api.v1alpha1.Verdict;
import dev.netperf.api.v1alpha1.Verdict.Outcome;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.GroupVerdict;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import dev.netperf.result.Finding;
import dev.netperf.result.Judgement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of the thresholds of a survey, one verdict for each and each group within which it
 * must hold; figures between groups are not judged.
 *
 * @param all the worst first, then in the order of thresholds and of groups
 */
public record SurveyVerdicts(List<GroupVerdict> all) {
  private static final List<String> WORST_FIRST =
      List.of(
          Outcome.Breached.name(),
          Outcome.Inconclusive.name(),
          Outcome.Met.name(),
          GroupVerdict.NOT_JUDGED);

  /** More are not told of in a message. */
  private static final int MOST_TOLD = 3;

  public SurveyVerdicts {
    all = List.copyOf(all);
  }

  /**
   * Of a run that has ended.
   *
   * @param plan what was to be measured
   * @param entries at most one for each pair
   * @param spec what the plan is of, and the thresholds
   */
  public static SurveyVerdicts of(
      SurveyPlan plan, List<SurveyEntry> entries, NetPerfSurveySpec spec) {
    return of(new GroupRows(new Fleet(plan, entries), spec, true), spec.require().thresholds());
  }

  static SurveyVerdicts of(GroupRows rows, List<Threshold> thresholds) {
    var within = new Within(rows);
    return new SurveyVerdicts(
        thresholds.stream()
            .flatMap(within::verdicts)
            .sorted(Comparator.comparing(verdict -> WORST_FIRST.indexOf(verdict.outcome())))
            .toList());
  }

  /** Breached if any is, else inconclusive if any is, else met, as without any threshold. */
  public Outcome overall() {
    return Finding.worst(
        all.stream()
            .map(GroupVerdict::outcome)
            .filter(outcome -> !GroupVerdict.NOT_JUDGED.equals(outcome))
            .map(Outcome::valueOf)
            .toList());
  }

  /** The first of those that decide, in words: {@code Breached in a: TCPBandwidth of ...}. */
  public String told() {
    var outcome = overall().name();
    var decisive = all.stream().filter(verdict -> outcome.equals(verdict.outcome())).toList();
    int more = decisive.size() - MOST_TOLD;
    return decisive.stream()
            .limit(MOST_TOLD)
            .map(verdict -> outcome + " in " + verdict.group() + ": " + verdict.message())
            .collect(Collectors.joining("; "))
        + (more > 0 ? "; and " + more + " more" : "");
  }

  /** The rows of groups, each made once and only if it is judged. */
  private record Within(GroupRows rows, Map<String, GroupFigures> made) {
    Within(GroupRows rows) {
      this(rows, new HashMap<>());
    }

    Stream<GroupVerdict> verdicts(Threshold threshold) {
      if (threshold.group() != null) {
        return Stream.of(verdict(threshold, threshold.group()));
      }
      var all = rows.groups();
      boolean some = all.stream().anyMatch(rows::planned);
      return all.stream()
          .map(
              group ->
                  some && !rows.planned(group)
                      ? with(verdict(threshold, group), GroupVerdict.NOT_JUDGED)
                      : verdict(threshold, group));
    }

    private GroupVerdict verdict(Threshold threshold, String group) {
      return of(group, new Judgement(rows.template().spec(), judge(group)).of(threshold));
    }

    private GroupJudge judge(String group) {
      return rows.groups().contains(group)
          ? new GroupJudge(
              rows.template(), made.computeIfAbsent(group, name -> rows.row(GroupKey.within(name))))
          : GroupJudge.ofNone(rows.template(), group);
    }

    private static GroupVerdict of(String group, Verdict verdict) {
      return new GroupVerdict(
          group,
          verdict.measurement(),
          verdict.path(),
          verdict.messageSize(),
          verdict.outcome(),
          verdict.message());
    }

    private static GroupVerdict with(GroupVerdict verdict, String outcome) {
      return new GroupVerdict(
          verdict.group(),
          verdict.measurement(),
          verdict.path(),
          verdict.messageSize(),
          outcome,
          verdict.message());
    }
  }
}
