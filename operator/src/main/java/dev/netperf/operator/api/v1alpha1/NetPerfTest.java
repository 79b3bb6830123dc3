package dev.netperf.operator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
public class NetPerfTest extends CustomResource<NetPerfTestSpec, NetPerfTestStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1;
  @JsonIgnore private transient List<Unread> unread = List.of();
  @JsonIgnore private transient String statusUnread;
  @JsonIgnore private transient boolean leftOut;

  /** What of its spec this version of the operator doesn't understand. */
  @JsonIgnore
  public List<Unread> getUnread() {
    return unread;
  }

  @JsonIgnore
  void setUnread(List<Unread> fields) {
    unread = List.copyOf(fields);
  }

  /** Why its status can't be read; empty: it can, or there is none. */
  @JsonIgnore
  public Optional<String> getStatusUnread() {
    return Optional.ofNullable(statusUnread);
  }

  @JsonIgnore
  void setStatusUnread(String why) {
    statusUnread = why;
  }

  /** The same test; what may be changed of it (metadata) is a copy. */
  public NetPerfTest copy() {
    return with(getStatus(), unread);
  }

  /** The same test, these fields aside not understood. */
  public NetPerfTest understood(Predicate<Unread> alright) {
    return with(getStatus(), unread.stream().filter(alright.negate()).toList());
  }

  /** The same test with what caches keep of its status. */
  public NetPerfTest lean() {
    var lean = getStatus() == null ? null : getStatus().lean();
    var copy = with(lean, unread);
    copy.leftOut = leftOut || !Objects.equals(lean, getStatus());
    return copy;
  }

  /** Whether something of its status is not in this copy, so that none may be written from it. */
  @JsonIgnore
  public boolean isLeftOut() {
    return leftOut;
  }

  private NetPerfTest with(NetPerfTestStatus status, List<Unread> fields) {
    var copy = new NetPerfTest();
    copy.setMetadata(new ObjectMetaBuilder(getMetadata()).build());
    copy.setSpec(getSpec());
    copy.setStatus(status);
    copy.unread = fields;
    copy.statusUnread = statusUnread;
    copy.leftOut = leftOut;
    return copy;
  }
}
