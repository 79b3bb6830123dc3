package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * The row that {@code kubectl get} prints. What was not measured is null.
 *
 * @param host the nodes' own network: HostToHost
 * @param pod the pod network: PodToPod
 * @param service the pod network through a Service: PodToService
 * @param ratio the first path compared with the baseline
 * @param warnings the type of the first warning, and how many types more there are: {@code Scatter
 *     +1}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Summary(
    @JsonPropertyDescription("The nodes' own network: HostToHost.") PathSummary host,
    @JsonPropertyDescription("The pod network: PodToPod.") PathSummary pod,
    @JsonPropertyDescription("The pod network through a Service: PodToService.")
        PathSummary service,
    @JsonPropertyDescription("The first path compared with the baseline.") RatioSummary ratio,
    @JsonPropertyDescription("The first warning, and how many more there are.") String warnings) {

  /** One that says nothing, as is left of an earlier version's: its fields are none any more. */
  public static final Summary NOTHING = new Summary(null, null, null, null, null);

  /** Whether it says nothing. */
  @JsonIgnore
  public boolean isEmpty() {
    return equals(NOTHING);
  }

  /** The same with these warnings in the row. */
  public Summary with(List<Warning> all) {
    var types = all.stream().map(Warning::type).distinct().toList();
    var first = types.isEmpty() ? null : types.get(0);
    var text = types.size() < 2 ? first : first + " +" + (types.size() - 1);
    return new Summary(host, pod, service, ratio, text);
  }
}
