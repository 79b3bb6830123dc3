package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;

/**
 * A part of what a survey's run knows: its plan, or up to {@value #MOST_ENTRIES} of its pairs with
 * every raw value. One object of all pairs would be too large for an API server; so it is with
 * EndpointSlices, the model. The operator alone writes it.
 */
@Group("netperf.dev")
@Version("v1alpha1")
@Kind("NetPerfSurveySlice")
@AdditionalPrinterColumn(
    name = "Run",
    jsonPath = ".run",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "First",
    jsonPath = ".entries[0].pair",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@JsonDeserialize(using = JsonDeserializer.None.class) // not the client's own, which knows no slices
@JsonIgnoreProperties(value = "kind", allowGetters = true, ignoreUnknown = true)
@JsonPropertyOrder({"apiVersion", "kind", "metadata", "run", "plan", "entries"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public class NetPerfSurveySlice implements HasMetadata, Namespaced {
  /** The most pairs of a slice. */
  public static final int MOST_ENTRIES = 100;

  private static final long serialVersionUID = 1;
  private String apiVersion = HasMetadata.getApiVersion(NetPerfSurveySlice.class);
  private ObjectMeta metadata = new ObjectMeta();

  private String run;
  private transient SurveyPlan plan;
  private transient List<SurveyEntry> entries = List.of();

  @Override
  public String getApiVersion() {
    return apiVersion;
  }

  @Override
  public void setApiVersion(String version) {
    apiVersion = version;
  }

  @Override
  public ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public void setMetadata(ObjectMeta changed) {
    metadata = changed;
  }

  /** The id of the survey's run. */
  @JsonPropertyDescription("The survey's run.")
  public String getRun() {
    return run;
  }

  /** Sets the id of the survey's run. */
  public void setRun(String id) {
    run = id;
  }

  /** The run's plan; null: another slice has it. */
  @JsonPropertyDescription("The run's plan, in the slice that has it.")
  public SurveyPlan getPlan() {
    return plan;
  }

  /** Sets the run's plan. */
  public void setPlan(SurveyPlan changed) {
    plan = changed;
  }

  /** What became of pairs, in the order in which they ended. */
  @JsonPropertyDescription("What became of pairs, in the order in which they ended.")
  public List<SurveyEntry> getEntries() {
    return entries;
  }

  /** Sets what became of pairs. */
  public void setEntries(List<SurveyEntry> changed) {
    entries = changed == null ? List.of() : List.copyOf(changed);
  }
}
