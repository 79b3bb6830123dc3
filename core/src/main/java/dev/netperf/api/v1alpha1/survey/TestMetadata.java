package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;

/**
 * Metadata that every test of a survey gets.
 *
 * @param labels labels
 * @param annotations annotations
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TestMetadata(
    @JsonPropertyDescription("Labels of every test. At most 16.") Map<String, String> labels,
    @JsonPropertyDescription("Annotations of every test. At most 16.")
        Map<String, String> annotations) {

  public TestMetadata {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
  }
}
