package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.KeepTests;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * From finished tests to entries of slices. Several are taken over at a time: a slice is written
 * once for all of them, and they are deleted at once.
 */
final class Folding {
  /** So many are taken over at a time, where more pairs are to come. */
  static final int BATCH = 5;

  /** The most failed tests that stay. */
  private static final int KEPT = 20;

  private Folding() {}

  /**
   * What is to be appended now.
   *
   * @param again whether a pair is tried once more: that it failed stands in a slice before, or
   *     nobody could tell its second test from its first
   */
  static List<SurveyEntry> due(SurveyCase survey, boolean again) {
    var more = survey.fresh().size() < BATCH && !survey.spec().suspend() && !again;
    var last = survey.due().isEmpty() && survey.underWay().isEmpty();
    return more && !last ? List.of() : survey.fresh();
  }

  /**
   * The tests that nobody needs any more: of other runs, and those whose pairs are in the slices
   * once these entries are appended.
   */
  static List<NetPerfTest> deletable(
      SurveyCase survey, List<SurveyEntry> appended, List<NetPerfTest> besides) {
    var folded = survey.observation().record().attempts();
    appended.forEach(entry -> folded.merge(entry.pair(), 1, Integer::sum));
    var done = new ArrayList<>(done(survey, folded));
    done.removeAll(kept(survey, done));
    return Stream.of(survey.strangers(), besides, done.stream().map(Child::test).toList())
        .flatMap(List::stream)
        .filter(test -> !test.isMarkedForDeletion())
        .toList();
  }

  private static List<Child> done(SurveyCase survey, Map<Integer, Integer> folded) {
    return survey.children().stream()
        .filter(Child::finished)
        .filter(child -> folded.getOrDefault(child.pair(), 0) >= child.attempt())
        .toList();
  }

  /** Of failed ones the newest, if the spec wants them. */
  private static List<Child> kept(SurveyCase survey, List<Child> done) {
    return survey.spec().keepTests() == KeepTests.Never
        ? List.of()
        : done.stream()
            .filter(child -> !child.succeeded())
            .sorted(Comparator.comparing(Child::completed).reversed())
            .limit(KEPT)
            .toList();
  }
}
