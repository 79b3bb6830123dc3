package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
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
@JsonPropertyOrder({"apiVersion", "kind", "metadata", "spec", "status"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public class NetPerfTest implements HasMetadata, Namespaced {
  private static final long serialVersionUID = 1;
  private String apiVersion = HasMetadata.getApiVersion(NetPerfTest.class);
  private ObjectMeta metadata = new ObjectMeta();
  private transient NetPerfTestSpec spec;
  private transient NetPerfTestStatus status;
  @JsonIgnore private transient List<Unread> unread = List.of();
  @JsonIgnore private transient String statusUnread;
  @JsonIgnore private transient boolean leftOut;

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

  /** What to measure; null: nothing was said, as in what is sent to write a status. */
  public NetPerfTestSpec getSpec() {
    return spec;
  }

  /** Sets what to measure. */
  public void setSpec(NetPerfTestSpec changed) {
    spec = changed;
  }

  /** What was measured; null: the operator has not seen it. */
  public NetPerfTestStatus getStatus() {
    return status;
  }

  /** Sets what was measured. */
  public void setStatus(NetPerfTestStatus changed) {
    status = changed;
  }

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

  /** No more than its name and this status, as it is sent to write one. */
  public NetPerfTest withStatusOnly(NetPerfTestStatus changed) {
    var fresh = new NetPerfTest();
    fresh.metadata.setName(metadata.getName());
    fresh.metadata.setNamespace(metadata.getNamespace());
    fresh.status = changed;
    return fresh;
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

  @Override
  public boolean equals(Object other) {
    return other instanceof NetPerfTest test
        && Objects.equals(metadata, test.metadata)
        && Objects.equals(spec, test.spec)
        && Objects.equals(status, test.status);
  }

  @Override
  public int hashCode() {
    return Objects.hash(metadata, spec, status);
  }
}
