package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.netperf.api.v1alpha1.Threshold;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What must hold for a survey to pass.
 *
 * @param minMeasuredPercent how many of the planned pairs must be measured, in percent, 1..100
 * @param thresholds what must hold of the figures of groups, at most 20
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Requirements(
    @JsonPropertyDescription("How many of the planned pairs must be measured, in percent.")
        @Min(1)
        @Max(100)
        @Default("90")
        Integer minMeasuredPercent,
    @JsonPropertyDescription(
            "What must hold of the figures of groups: where it doesn't, Passed and Ready are False.")
        @Size(max = 20)
        @ValidationRule(
            value =
                "self.all(t, self.exists_one(u, u.path == t.path && u.measurement =="
                    + " t.measurement && (has(u.messageSize) ? u.messageSize : 0) =="
                    + " (has(t.messageSize) ? t.messageSize : 0) && (has(u.group) ? u.group : '')"
                    + " == (has(t.group) ? t.group : '')))",
            message = "thresholds: at most one for each group, path, measurement and messageSize")
        List<Threshold> thresholds) {

  /** Nine pairs of ten. */
  public static final Requirements DEFAULT = new Requirements(null, null);

  public Requirements {
    minMeasuredPercent = minMeasuredPercent == null ? 90 : minMeasuredPercent;
    thresholds = thresholds == null ? List.of() : List.copyOf(thresholds);
  }
}
