package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What all kinds of ours with a spec and a status have. It is no class of a client's.
 *
 * @param <S> what a user wants
 * @param <T> what the operator says
 */
public abstract class NetPerfResource<S, T> implements HasMetadata, Namespaced {
  private static final long serialVersionUID = 1;
  private String apiVersion = HasMetadata.getApiVersion(getClass());
  private ObjectMeta metadata = new ObjectMeta();
  private transient S spec;
  private transient T status;
  @JsonIgnore private transient List<Unread> unread = List.of();
  @JsonIgnore private transient String statusUnread;

  @Override
  public final String getApiVersion() {
    return apiVersion;
  }

  @Override
  public final void setApiVersion(String version) {
    apiVersion = version;
  }

  @Override
  public final ObjectMeta getMetadata() {
    return metadata;
  }

  @Override
  public final void setMetadata(ObjectMeta changed) {
    metadata = changed;
  }

  /** What is wanted; null: nothing was said, as in what is sent to write a status. */
  public final S getSpec() {
    return spec;
  }

  /** Sets what is wanted. */
  public final void setSpec(S changed) {
    spec = changed;
  }

  /** What the operator says; null: it has not seen it. */
  public final T getStatus() {
    return status;
  }

  /** Sets what the operator says. */
  public final void setStatus(T changed) {
    status = changed;
  }

  /** What of its spec this version of the operator doesn't understand. */
  @JsonIgnore
  public final List<Unread> getUnread() {
    return unread;
  }

  @JsonIgnore
  final void setUnread(List<Unread> fields) {
    unread = List.copyOf(fields);
  }

  /** Why its status can't be read; empty: it can, or there is none. */
  @JsonIgnore
  public final Optional<String> getStatusUnread() {
    return Optional.ofNullable(statusUnread);
  }

  @JsonIgnore
  final void setStatusUnread(String why) {
    statusUnread = why;
  }

  /** Fills a fresh one with what another has; what may be changed of it (metadata) is a copy. */
  protected final <R extends NetPerfResource<S, T>> R into(R fresh) {
    fresh.setMetadata(new ObjectMetaBuilder(metadata).build());
    fresh.setSpec(spec);
    fresh.setStatus(status);
    fresh.setUnread(unread);
    fresh.setStatusUnread(statusUnread);
    return fresh;
  }

  /** The same into a fresh one, these fields aside not understood. */
  protected final <R extends NetPerfResource<S, T>> R understoodInto(
      R fresh, Predicate<Unread> alright) {
    var copy = into(fresh);
    copy.setUnread(unread.stream().filter(alright.negate()).toList());
    return copy;
  }

  /** No more than its name and this status into a fresh one, as it is sent to write one. */
  protected final <R extends NetPerfResource<S, T>> R statusInto(R fresh, T changed) {
    fresh.getMetadata().setName(metadata.getName());
    fresh.getMetadata().setNamespace(metadata.getNamespace());
    fresh.setStatus(changed);
    return fresh;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof NetPerfResource<?, ?> resource
        && getClass() == resource.getClass()
        && Objects.equals(metadata, resource.metadata)
        && Objects.equals(spec, resource.spec)
        && Objects.equals(status, resource.status);
  }

  @Override
  public final int hashCode() {
    return Objects.hash(metadata, spec, status);
  }
}
