package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.netperf.api.v1alpha1.NetPerfResource;
import dev.netperf.api.v1alpha1.Unread;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.function.Predicate;

/**
 * Many pairs of a cluster's nodes, measured by tests that it makes, and what they say of groups.
 */
@Group("netperf.dev")
@Version("v1alpha1")
@Kind("NetPerfSurvey")
@ShortNames("nps")
@ValidationRule(
    value = "self.metadata.name.size() <= 40 && !self.metadata.name.contains('.')",
    message = "metadata.name: at most 40 characters, no dots (its tests' names begin with it)")
@AdditionalPrinterColumn(
    name = "Status",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Progress",
    jsonPath = ".status.progress.summary",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Nodes",
    jsonPath = ".status.plan.nodes",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Pairs",
    jsonPath = ".status.plan.pairs",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Host",
    jsonPath = ".status.summary.bandwidth",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Ratio",
    jsonPath = ".status.summary.ratio",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Failed",
    jsonPath = ".status.progress.failed",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Passed",
    jsonPath = ".status.conditions[?(@.type==\"Passed\")].status",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Pod",
    jsonPath = ".status.summary.pod.bandwidth",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Host-Lat",
    jsonPath = ".status.summary.host.latency",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Pod-Lat",
    jsonPath = ".status.summary.pod.latency",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Left",
    jsonPath = ".status.progress.remainingSeconds",
    type = AdditionalPrinterColumn.Type.INTEGER,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Traffic",
    jsonPath = ".status.traffic.text",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@JsonDeserialize(using = NetPerfSurveyReader.class)
@JsonPropertyOrder({"apiVersion", "kind", "metadata", "spec", "status"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public class NetPerfSurvey extends NetPerfResource<NetPerfSurveySpec, NetPerfSurveyStatus> {
  private static final long serialVersionUID = 1;

  /** The same survey; what may be changed of it (metadata) is a copy. */
  public NetPerfSurvey copy() {
    return into(new NetPerfSurvey());
  }

  /** The same survey, these fields aside not understood. */
  public NetPerfSurvey understood(Predicate<Unread> alright) {
    return getUnread().isEmpty() ? this : understoodInto(new NetPerfSurvey(), alright);
  }

  /** No more than its name and this status, as it is sent to write one. */
  public NetPerfSurvey withStatusOnly(NetPerfSurveyStatus changed) {
    return statusInto(new NetPerfSurvey(), changed);
  }
}
