package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.netperf.api.v1alpha1.Formats;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/**
 * Metadata that every test of a survey gets.
 *
 * @param labels labels, at most 16
 * @param annotations annotations, at most 16
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TestMetadata(
    @JsonPropertyDescription("Labels of every test. At most 16.")
        @ValidationRule(value = TestMetadata.KEYS, message = "labels: " + TestMetadata.KEYS_ARE)
        @ValidationRule(value = TestMetadata.FREE, message = "labels: " + TestMetadata.FREE_ARE)
        Map<String, @Size(max = 63) @Pattern(Formats.LABEL_VALUE) String> labels,
    @JsonPropertyDescription("Annotations of every test. At most 16, of 1024 characters each.")
        @ValidationRule(
            value = TestMetadata.KEYS,
            message = "annotations: " + TestMetadata.KEYS_ARE)
        @ValidationRule(
            value = TestMetadata.FREE,
            message = "annotations: " + TestMetadata.FREE_ARE)
        Map<String, @Size(max = 1024) String> annotations) {
  static final String KEYS =
      "self.all(k, k.size() <= "
          + Formats.LONGEST_KEY
          + " && k.indexOf('/') <= "
          + Formats.LONGEST_DOMAIN
          + " && k.matches('"
          + Formats.LABEL_KEY
          + "'))";
  static final String KEYS_ARE =
      "every key must be that of a label, such as team or example.com/team";

  /** Objects of the operator's making are known by these. */
  static final String FREE =
      "self.all(k, !k.startsWith('netperf.dev/') && k != 'app.kubernetes.io/managed-by')";

  static final String FREE_ARE =
      "netperf.dev/... and app.kubernetes.io/managed-by are the operator's";

  public TestMetadata {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
  }
}
