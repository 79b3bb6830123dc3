package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.Objects;
import java.util.function.Predicate;

/** A measurement of the network between two nodes, natively and on the pod network. */
@Group("netperf.dev")
@Version("v1alpha1")
@Kind("NetPerfTest")
@ShortNames("npt")
@ValidationRule(
    value = "self.metadata.name.size() <= 63 && !self.metadata.name.contains('.')",
    message = "metadata.name: at most 63 characters, no dots (it becomes a label value)")
@AdditionalPrinterColumn(
    name = "Status",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Progress",
    jsonPath = ".status.progress.summary",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Server",
    jsonPath = ".status.nodes.server.name",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Client",
    jsonPath = ".status.nodes.client.name",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Host",
    jsonPath = ".status.summary.host.bandwidth",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Pod",
    jsonPath = ".status.summary.pod.bandwidth",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Ratio",
    jsonPath = ".status.summary.ratio.text",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Host-Lat",
    jsonPath = ".status.summary.host.latency",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Pod-Lat",
    jsonPath = ".status.summary.pod.latency",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Warnings",
    jsonPath = ".status.summary.warnings",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Passed",
    jsonPath = ".status.conditions[?(@.type==\"Passed\")].status",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Service",
    jsonPath = ".status.summary.service.bandwidth",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Service-Lat",
    jsonPath = ".status.summary.service.latency",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Server-Type",
    jsonPath = ".status.nodes.server.instanceType",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Client-Type",
    jsonPath = ".status.nodes.client.instanceType",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Server-Zone",
    jsonPath = ".status.nodes.server.zone",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Client-Zone",
    jsonPath = ".status.nodes.client.zone",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Tool",
    jsonPath = ".spec.tool",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
@JsonDeserialize(using = NetPerfTestReader.class)
@JsonPropertyOrder({"apiVersion", "kind", "metadata", "spec", "status"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public class NetPerfTest extends NetPerfResource<NetPerfTestSpec, NetPerfTestStatus> {
  private static final long serialVersionUID = 1;
  @JsonIgnore private transient boolean leftOut;

  /** The same test; what may be changed of it (metadata) is a copy. */
  public NetPerfTest copy() {
    return marked(into(new NetPerfTest()));
  }

  /** The same test, these fields aside not understood. */
  public NetPerfTest understood(Predicate<Unread> alright) {
    return getUnread().isEmpty() ? this : marked(understoodInto(new NetPerfTest(), alright));
  }

  /** The same test with what caches keep of its status. */
  public NetPerfTest lean() {
    var lean = getStatus() == null ? null : getStatus().lean();
    var copy = copy();
    copy.setStatus(lean);
    copy.leftOut = leftOut || !Objects.equals(lean, getStatus());
    return copy;
  }

  /** No more than its name and this status, as it is sent to write one. */
  public NetPerfTest withStatusOnly(NetPerfTestStatus changed) {
    return statusInto(new NetPerfTest(), changed);
  }

  /** Whether something of its status is not in this copy, so that none may be written from it. */
  @JsonIgnore
  public boolean isLeftOut() {
    return leftOut;
  }

  private NetPerfTest marked(NetPerfTest copy) {
    copy.leftOut = leftOut;
    return copy;
  }
}
