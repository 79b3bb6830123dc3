package dev.netperf.api.v1alpha1.survey;

import dev.netperf.api.v1alpha1.SpecRules;
import dev.netperf.api.v1alpha1.SpecRules.Rule;
import java.util.List;

/**
 * What the thresholds of a survey must be, in CEL: the rules of a test's thresholds, held against
 * the test of a pair. That percent bounds need two repetitions is none of them: a group's interval
 * is made of pairs.
 */
public final class GateRules {
  private static final String OF_A_TEST = ".thresholds";
  private static final String HERE = ".require.thresholds";
  private static final String OF_A_PAIR = "self.testTemplate.spec.";

  /** The rules, which stand at {@code spec}. */
  public static final List<Rule> ALL =
      SpecRules.ALL.stream()
          .filter(rule -> rule.field().equals(OF_A_TEST))
          .map(GateRules::ofASurvey)
          .toList();

  private GateRules() {}

  private static Rule ofASurvey(Rule rule) {
    var expression =
        rule.expression()
            .replace("self.", OF_A_PAIR)
            .replace(OF_A_PAIR + "thresholds", "self" + HERE);
    return new Rule(HERE, rule.message(), expression);
  }
}
