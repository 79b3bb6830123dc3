package dev.netperf.api.v1alpha1;

import static dev.netperf.api.v1alpha1.KindSchema.at;

import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;

/** Of surveys' slices. */
final class SliceSchema implements KindSchema {
  private static final List<String> COLUMNS = List.of("Run", "First", "Age");

  @Override
  public String description() {
    return "A part of what a survey's run knows: its plan, or up to %d of its pairs with every raw value. The operator alone writes it."
        .formatted(NetPerfSurveySlice.MOST_ENTRIES);
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  /** None: whoever lists what netperf has wants surveys, not their parts. */
  @Override
  public List<String> categories() {
    return List.of();
  }

  @Override
  public void complete(JSONSchemaProps root) {
    root.setRequired(List.of("run"));
    at(root, "entries").setMaxItems((long) NetPerfSurveySlice.MOST_ENTRIES);
  }
}
