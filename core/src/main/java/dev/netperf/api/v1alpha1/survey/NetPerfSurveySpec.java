package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.netperf.api.v1alpha1.Formats;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What to survey. Every field is optional; {@code {}} measures every node with six partners, one
 * pair at a time. Fields with a constant default are never null here.
 *
 * @param nodes which nodes
 * @param groupBy keys of the labels by whose values nodes are grouped, 0..2; empty: one group
 * @param coverage which pairs of them
 * @param testTemplate the test of a pair
 * @param concurrency how much at a time
 * @param limits when it ends early
 * @param require what must hold
 * @param prices what nodes cost; null: nothing is said of money
 * @param keepTests which tests stay
 * @param suspend begin no pair
 * @param rerun any change starts a new run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetPerfSurveySpec(
    @JsonPropertyDescription("Which nodes are surveyed.") @Default("{}") SurveyNodes nodes,
    @JsonPropertyDescription(
            "Labels by whose values nodes are grouped: instance type, zone, rack. None: one group.")
        @Size(max = 2)
        @Default("[\"node.kubernetes.io/instance-type\"]")
        @ValidationRule(
            value = "self.all(k, self.exists_one(l, l == k))",
            message = "groupBy: no duplicates")
        @ValidationRule(
            value = "self.all(k, k.indexOf('/') <= " + Formats.LONGEST_DOMAIN + ")",
            message = "groupBy: the part before the slash has at most 253 characters")
        List<@Size(min = 1, max = Formats.LONGEST_KEY) @Pattern(Formats.LABEL_KEY) String> groupBy,
    @JsonPropertyDescription("Which pairs of the nodes are measured.") @Default("{}")
        Coverage coverage,
    @JsonPropertyDescription("The test of a pair.") @Default("{}") TestTemplate testTemplate,
    @JsonPropertyDescription("How much is measured at a time.") @Default("{}")
        Concurrency concurrency,
    @JsonPropertyDescription("When the survey ends early. What was measured stays.") @Default("{}")
        Limits limits,
    @JsonPropertyDescription("What must hold for the survey to pass.") @Default("{}")
        Requirements require,
    @JsonPropertyDescription(
            "What nodes cost, for figures such as bandwidth per price. Default: none.")
        Prices prices,
    @JsonPropertyDescription(
            "Which tests stay after their values were taken over: Never, or Failed (the newest 20).")
        @Default("Failed")
        KeepTests keepTests,
    @JsonPropertyDescription(
            "Begin no pair, and go on from there when it is false again. Pairs under way end.")
        @Default("false")
        Boolean suspend,
    @JsonPropertyDescription("Any change of this text starts a new run.") @Size(max = 63)
        String rerun) {

  /** A spec without a word in it. */
  public static final NetPerfSurveySpec DEFAULTS =
      new NetPerfSurveySpec(null, null, null, null, null, null, null, null, null, null, null);

  public NetPerfSurveySpec {
    nodes = nodes == null ? SurveyNodes.ALL : nodes;
    groupBy = groupBy == null ? List.of("node.kubernetes.io/instance-type") : List.copyOf(groupBy);
    coverage = coverage == null ? Coverage.SAMPLE : coverage;
    testTemplate = testTemplate == null ? TestTemplate.DEFAULT : testTemplate;
    concurrency = concurrency == null ? Concurrency.ONE : concurrency;
    limits = limits == null ? Limits.NONE : limits;
    require = require == null ? Requirements.DEFAULT : require;
    keepTests = keepTests == null ? KeepTests.Failed : keepTests;
    suspend = suspend != null && suspend;
  }
}
