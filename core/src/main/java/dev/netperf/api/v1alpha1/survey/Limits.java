package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.netperf.api.v1alpha1.Formats;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * When a survey ends early.
 *
 * @param traffic bytes as a quantity (2T): no new pair once so much was moved, or is expected of
 *     those under way; null: no limit
 * @param activeDeadlineSeconds bound on a run from its plan on, 60..604800 s; a suspension lifts
 *     it, and it begins anew when the run goes on; null: 1800 s and twice what the pairs take one
 *     after the other
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Limits(
    @JsonPropertyDescription(
            "Bytes, such as 2T: no new pair begins once so much was moved, or is expected of the"
                + " pairs under way. Default: no limit.")
        @Size(max = Formats.LONGEST_QUANTITY)
        @Pattern(Formats.QUANTITY)
        @ValidationRule(
            value =
                "!string(self).matches('"
                    + Formats.QUANTITY
                    + "') || quantity(string(self)).isGreaterThan(quantity('0'))",
            message = "traffic: must be above zero")
        String traffic,
    @JsonPropertyDescription(
            "Bound on a run in seconds, from its plan on, or from the end of a suspension. What was"
                + " measured until then stays. Default: 1800 s and twice what the pairs take one after"
                + " the other.")
        @Min(60)
        @Max(604800)
        Integer activeDeadlineSeconds) {

  /** No limit but the default deadline. */
  public static final Limits NONE = new Limits(null, null);
}
