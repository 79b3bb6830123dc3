package dev.netperf.operator.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A namespace of one test.
 *
 * @param cluster the cluster
 * @param name the namespace's name
 */
record TestNamespace(LocalCluster cluster, String name) implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  static TestNamespace create(LocalCluster cluster, String podSecurity) {
    var name = "e2e-" + COUNT.incrementAndGet();
    cluster
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", podSecurity)
                .endMetadata()
                .build())
        .create();
    return new TestNamespace(cluster, name);
  }

  /** Creates a NetPerfTest with exactly this spec, in YAML. */
  LiveTest measure(String test, String spec) {
    return create(
        """
        apiVersion: netperf.dev/v1alpha1
        kind: NetPerfTest
        metadata: {name: %s}
        spec:
        %s"""
            .formatted(test, spec.strip().indent(2)));
  }

  /** Creates a NetPerfTest as it is written. */
  LiveTest create(String yaml) {
    var resource = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
    cluster.client().resource(resource).inNamespace(name).create();
    return test(resource.getMetadata().getName());
  }

  /** Creates any other object from YAML. */
  void createOther(String yaml) {
    cluster.client().resource(yaml).inNamespace(name).create();
  }

  /** All objects of a kind that are there. */
  <R extends HasMetadata> List<R> all(Class<R> kind) {
    return cluster.client().resources(kind).inNamespace(name).list().getItems();
  }

  /** A NetPerfTest that is there. */
  LiveTest test(String test) {
    return new LiveTest(cluster, name, test);
  }

  @Override
  public void close() {
    delete();
  }

  /** Asks for its deletion; what is in it goes first. */
  void delete() {
    cluster.client().namespaces().withName(name).delete();
  }
}
