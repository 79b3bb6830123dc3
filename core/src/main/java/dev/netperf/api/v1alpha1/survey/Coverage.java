package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * Which pairs are measured, and in which direction.
 *
 * @param mode which pairs
 * @param partners Sample: how many partners each node has, 2..50
 * @param perGroup Groups: disjoint pairs within each group, 1..20
 * @param between Groups: whether as many pairs between each two groups are measured too
 * @param references Reference: 1..5 node names
 * @param directions who is client and who is server
 * @param seed of what is drawn; empty: the run's id
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "(self.mode == 'Reference') == (has(self.references) && self.references.size() > 0)",
    message = "references: needed with mode Reference, and with no other",
    fieldPath = ".references")
public record Coverage(
    @JsonPropertyDescription(
            "Sample: each node with some partners. AllPairs: every pair. Groups: some pairs within"
                + " each group and between groups. Reference: every node with each reference.")
        @Default("Sample")
        CoverageMode mode,
    @JsonPropertyDescription(
            "Sample: how many partners each node has, two thirds of them in its own group.")
        @Min(2)
        @Max(50)
        @Default("6")
        Integer partners,
    @JsonPropertyDescription("Groups: how many disjoint pairs within each group.")
        @Min(1)
        @Max(20)
        @Default("3")
        Integer perGroup,
    @JsonPropertyDescription("Groups: measure as many pairs between each two groups, too.")
        @Default("true")
        Boolean between,
    @JsonPropertyDescription("Reference: the names of 1 to 5 nodes.")
        @Size(max = 5)
        @ValidationRule(
            value = "self.all(n, self.exists_one(o, o == n))",
            message = "references: no duplicates")
        List<@Size(min = 1, max = 253) @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$") String>
            references,
    @JsonPropertyDescription(
            "Alternate: each pair once, a node is the client in half of its pairs. Both: each pair"
                + " in both directions.")
        @Default("Alternate")
        Directions directions,
    @JsonPropertyDescription("Seed of what is drawn. Default: the run's id.") @Size(max = 63)
        String seed) {

  /** A sample of six partners for each node. */
  public static final Coverage SAMPLE = new Coverage(null, null, null, null, null, null, null);

  public Coverage {
    mode = mode == null ? CoverageMode.Sample : mode;
    partners = partners == null ? 6 : partners;
    perGroup = perGroup == null ? 3 : perGroup;
    between = between == null || between;
    references = references == null ? List.of() : List.copyOf(references);
    directions = directions == null ? Directions.Alternate : directions;
  }
}
