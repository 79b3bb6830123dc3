package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.Threshold;
import dev.netperf.api.v1alpha1.survey.GroupFigures;
import dev.netperf.api.v1alpha1.survey.GroupVerdict;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.PairFailure;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import dev.netperf.api.v1alpha1.survey.SurveySummary;
import dev.netperf.api.v1alpha1.survey.SurveyTraffic;
import dev.netperf.api.v1alpha1.survey.UnmeasuredNode;
import java.util.List;

/**
 * What the entries of a survey say together, bounded as its status is.
 *
 * @param groups figures within each group, then between each two; at most 64
 * @param groupsNotShown how many more rows there are; null: none
 * @param verdicts what became of the thresholds, once no pair comes any more, as many as there is
 *     room for
 * @param verdictsNotShown how many more there are; null: none
 * @param traffic what was moved
 * @param summary the row of {@code kubectl get}; null before something is measured
 * @param answer what pods get of what the baseline has, in words; null: that was not measured
 * @param unmeasured nodes of which pairs failed or were skipped, at most 20
 * @param failures such pairs, the newest 20
 * @param measured how many pairs have values
 * @param failed how many were tried in vain
 * @param skipped how many were not tried
 */
public record SurveyFigures(
    List<GroupFigures> groups,
    Integer groupsNotShown,
    List<GroupVerdict> verdicts,
    Integer verdictsNotShown,
    SurveyTraffic traffic,
    SurveySummary summary,
    String answer,
    List<UnmeasuredNode> unmeasured,
    List<PairFailure> failures,
    int measured,
    int failed,
    int skipped) {
  public SurveyFigures {
    groups = List.copyOf(groups);
    verdicts = List.copyOf(verdicts);
    unmeasured = List.copyOf(unmeasured);
    failures = List.copyOf(failures);
  }

  /**
   * Of these entries.
   *
   * @param plan what was to be measured
   * @param entries at most one for each pair, in the order in which they ended
   * @param spec what the plan is of
   * @param finished whether no pair comes any more: what has no figures then stays so
   */
  public static SurveyFigures of(
      SurveyPlan plan, List<SurveyEntry> entries, NetPerfSurveySpec spec, boolean finished) {
    var fleet = new Fleet(plan, entries);
    var rows = new GroupRows(fleet, spec, finished);
    var measured = fleet.measured();
    var thresholds =
        finished && !measured.isEmpty() ? spec.require().thresholds() : List.<Threshold>of();
    var verdicts = SurveyVerdicts.of(rows, thresholds).all();
    var room = new Room(Room.OF_VERDICTS);
    var shownVerdicts = room.first(verdicts, verdicts.size());
    var shown = Shown.of(rows, Room.OF_GROUPS - Room.OF_VERDICTS + room.left());
    var lacking = NotMeasured.of(fleet);
    var row = new SurveyRow(rows.template());
    return new SurveyFigures(
        shown,
        more(rows.keys().size() - shown.size()),
        shownVerdicts,
        more(verdicts.size() - shownVerdicts.size()),
        Traffic.of(fleet),
        measured.isEmpty() ? null : summary(fleet, rows, row),
        row.answer(shown).orElse(null),
        lacking.nodes(),
        lacking.failures(),
        measured.size(),
        lacking.failed(),
        lacking.entries().size() - lacking.failed());
  }

  private static Integer more(int count) {
    return count == 0 ? null : Integer.valueOf(count);
  }

  private static SurveySummary summary(Fleet fleet, GroupRows rows, SurveyRow row) {
    return fleet.groups() == 1
        ? row.ofOne(rows.row(rows.keys().get(0)))
        : row.ofSeveral(fleet.measured().stream().map(PairValues::new).toList());
  }
}
