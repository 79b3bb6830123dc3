package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.EntryValues;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.operator.survey.stage.SurveyLabels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What really happened, which nobody in the cluster sees as a whole. */
final class SurveyTruth {
  /** Whoever deletes a test. */
  enum Hand {
    OPERATOR,
    FORMER_LEADER,
    SOMEBODY,
    /** The garbage collector. */
    NOBODY
  }

  /** A test that a survey made, and what became of it. */
  static final class Child {
    final String uid;
    final String name;
    final String survey;
    final String run;
    final int pair;
    final int attempt;
    final String client;
    final String server;

    /** Whether a former leader made it, when its time was over. */
    final boolean late;

    /** Null: it has not ended. */
    String ended;

    /** Path, measurement, repetition, and the value that no other test measures. */
    Map<String, Long> values = Map.of();

    /** Empty: nobody deleted it. */
    Optional<Hand> deletedBy = Optional.empty();

    Child(NetPerfTest test, boolean late) {
      var labels = test.getMetadata().getLabels();
      var label = labels.get(SurveyLabels.PAIR).split("-", -1);
      uid = test.getMetadata().getUid();
      name = test.getMetadata().getName();
      survey = labels.get(SurveyLabels.SURVEY_UID);
      run = labels.get(SurveyLabels.RUN);
      pair = Integer.parseInt(label[0]);
      attempt = label.length == 1 ? 1 : Integer.parseInt(label[1]);
      client = test.getSpec().client().nodeName();
      server = test.getSpec().server().nodeName();
      this.late = late;
    }

    boolean complete() {
      return "Complete".equals(ended);
    }

    boolean unfinished() {
      return ended == null && deletedBy.isEmpty();
    }

    @Override
    public String toString() {
      return "%s (%s)".formatted(name, ended == null ? "not ended" : ended);
    }
  }

  private final Map<String, Child> children = new LinkedHashMap<>();
  private final Map<Long, Child> byValue = new HashMap<>();
  private final List<String> runs = new ArrayList<>();
  private long lastValue = 1_000_000_000L;

  void made(NetPerfTest test, boolean late) {
    children.put(test.getMetadata().getUid(), new Child(test, late));
  }

  /** A value that no other test measures. */
  long value() {
    lastValue += 1000;
    return lastValue;
  }

  void ended(String uid, String reason, Map<String, Long> values) {
    var child = children.get(uid);
    if (child != null) {
      child.ended = reason;
      child.values = values;
      values.values().forEach(value -> byValue.put(value, child));
    }
  }

  void deleted(String uid, Hand by) {
    var child = children.get(uid);
    if (child != null && child.deletedBy.isEmpty()) {
      child.deletedBy = Optional.of(by);
    }
  }

  Optional<Child> child(String uid) {
    return Optional.ofNullable(children.get(uid));
  }

  /** All of a run's pair. */
  List<Child> of(String run, int pair) {
    return children.values().stream().filter(c -> c.run.equals(run) && c.pair == pair).toList();
  }

  /** Those of a survey that have not ended, and that nobody deleted. */
  Stream<Child> underWay(String survey) {
    return children.values().stream().filter(c -> c.survey.equals(survey) && c.unfinished());
  }

  /** All of a run. */
  List<Child> of(String run) {
    return children.values().stream().filter(c -> c.run.equals(run)).toList();
  }

  /** Whose values these are; empty: they are of no test, or of several. */
  Optional<Child> measured(SurveyEntry entry) {
    var values = values(entry);
    return values.values().stream()
        .findFirst()
        .map(byValue::get)
        .filter(child -> child.values.equals(values));
  }

  private static Map<String, Long> values(SurveyEntry entry) {
    var values = new HashMap<String, Long>();
    for (var of : entry.values()) {
      for (int i = 0; i < of.values().size(); i++) {
        if (of.values().get(i) != 0) {
          values.put(key(of, i + 1), of.values().get(i));
        }
      }
    }
    return values;
  }

  private static String key(EntryValues values, int repetition) {
    return key(values.path(), values.measurement(), repetition);
  }

  static String key(String path, String measurement, int repetition) {
    return path + "/" + measurement + "/" + repetition;
  }

  /** A run stands in a status for the first time. */
  void began(String run) {
    if (!runs.contains(run)) {
      runs.add(run);
    }
  }

  int runs() {
    return runs.size();
  }

  int measured() {
    return (int) children.values().stream().filter(Child::complete).count();
  }
}
