package dev.netperf.operator.survey.stage;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.operator.observe.Nodes;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.probe.ProbeSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that a decision on a survey depends on.
 *
 * @param survey the resource
 * @param record what the slices have of the run at hand
 * @param children the tests that it controls
 * @param nodes the cluster's nodes
 * @param confirmed whether nodes and children were read past the caches
 * @param busy whether a test, whosoever, has a node
 * @param refusal what the API server refused in this reconciliation
 * @param settings what the cluster's owner says of every probe
 * @param now the time
 */
public record SurveyObservation(
    NetPerfSurvey survey,
    SurveyRecord record,
    List<NetPerfTest> children,
    Nodes nodes,
    boolean confirmed,
    Predicate<String> busy,
    Optional<Refusal> refusal,
    ProbeSettings settings,
    Instant now) {

  public SurveyObservation {
    children = List.copyOf(children);
  }

  /** The resource's status; what it is before the operator's first write if there is none. */
  public NetPerfSurveyStatus status() {
    return Optional.ofNullable(survey.getStatus()).orElse(NetPerfSurveyStatus.NONE);
  }

  /** The same moment with these children and nodes, as the API server has them. */
  public SurveyObservation confirmed(List<NetPerfTest> sure, Nodes sureNodes) {
    return new SurveyObservation(
        survey, record, sure, sureNodes, true, busy, refusal, settings, now);
  }
}
