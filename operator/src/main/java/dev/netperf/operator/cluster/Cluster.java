package dev.netperf.operator.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import java.util.Optional;

/**
 * All that the operator asks of an API server when it acts, a request each. What the API server
 * refuses, or doesn't answer, is a {@link io.fabric8.kubernetes.client.KubernetesClientException}.
 *
 * @param <P> the kind of resource for which it acts
 */
public interface Cluster<P extends HasMetadata> {
  /**
   * Applies a resource's status.
   *
   * @param resource name, namespace, the status, and the resource version on which the write
   *     depends
   * @return the resource as it is now
   */
  P applyStatus(P resource);

  /**
   * Creates an object.
   *
   * @return what admission made of it
   */
  HasMetadata create(HasMetadata object);

  /** The object of this kind and name, past every cache. */
  Optional<HasMetadata> get(HasMetadata object);

  /** A resource with all of its status, of which caches leave something out; empty: it is gone. */
  Optional<P> whole(P observed);

  /** The probe pods that a resource controls, past every cache. */
  List<Pod> pods(P owner);

  /** The Services that a resource controls, past every cache. */
  List<Service> services(P owner);

  /** A node, past every cache. */
  Optional<Node> node(String name);

  /** Every node, past every cache. */
  List<Node> nodes();

  /** Asks for an object's deletion; one that is gone already is fine. */
  void delete(HasMetadata object);

  /**
   * Asks for a resource's deletion, on condition that it is still as it was observed. A conflict
   * says that it isn't.
   *
   * @param observed its resource version is the condition
   */
  void deleteAsObserved(P observed);

  /** Creates an Event. */
  void post(Event event);
}
