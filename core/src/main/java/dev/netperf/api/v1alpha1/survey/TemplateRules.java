package dev.netperf.api.v1alpha1.survey;

import dev.netperf.api.v1alpha1.SpecRules;
import dev.netperf.api.v1alpha1.SpecRules.Rule;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the test of a pair must be, in CEL: the rules of a test's spec, where it isn't about what a
 * template lacks, and bounds of what a survey keeps of each of its many pairs.
 */
public final class TemplateRules {
  /** Fields of a test's spec that a template has not: they are the survey's business. */
  public static final List<String> LACKING =
      List.of(
          "server",
          "client",
          "placement",
          "thresholds",
          "suspend",
          "rerun",
          "ttlSecondsAfterFinished");

  /** The most figures of a pair: one for each path, measurement and message size. */
  public static final int MOST_FIGURES = 20;

  /** The most values of a pair, so that a slice of so many pairs is no burden to an API server. */
  public static final int MOST_VALUES = 400;

  private static final Rule FIGURES =
      new Rule(
          "",
          "testTemplate.spec: at most %d figures for a pair: paths x measurements x message sizes"
              .formatted(MOST_FIGURES),
          SpecRules.figures() + " <= " + MOST_FIGURES);

  /** The rules, which stand at {@code testTemplate.spec}. */
  public static final List<Rule> ALL =
      Stream.concat(
              Stream.of(FIGURES),
              SpecRules.ALL.stream().filter(TemplateRules::fits).map(TemplateRules::narrower))
          .toList();

  private TemplateRules() {}

  private static boolean fits(Rule rule) {
    return LACKING.stream().noneMatch(field -> rule.expression().matches(mention(field)));
  }

  private static String mention(String field) {
    return "(?s).*\\bself\\." + field + "\\b.*";
  }

  private static Rule narrower(Rule rule) {
    return rule.equals(SpecRules.values(SpecRules.MOST_VALUES))
        ? SpecRules.values(MOST_VALUES)
        : rule;
  }
}
