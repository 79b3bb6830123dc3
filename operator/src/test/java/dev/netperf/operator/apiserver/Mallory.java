package dev.netperf.operator.apiserver;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.netperftest.ApiTurn;
import dev.netperf.operator.observe.Nodes;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who may do everything with the NetPerfTests of some namespaces, and nothing else. The
 * operator takes its turns with the rights that it is shipped with.
 */
final class Mallory implements AutoCloseable {
  private static final String OPERATOR = "system:serviceaccount:netperf-system:netperf-operator";

  private final ApiServer server;
  private final KubernetesClient client;
  private final KubernetesClient operator;

  Mallory(ApiServer server) {
    this.server = server;
    client = server.as("mallory", "system:authenticated");
    operator = server.as(OPERATOR, "system:serviceaccounts", "system:authenticated");
  }

  /** With his rights. */
  KubernetesClient client() {
    return client;
  }

  /** The operator's, where nobody has the nodes. */
  ApiTurn turn() {
    return new ApiTurn(operator, new TwoNodes());
  }

  /** From now on the tests of this namespace are his. */
  void grant(String namespace) {
    server.kubectl("create", "serviceaccount", "default", "--namespace=" + namespace);
    var role =
        new RoleBuilder()
            .withNewMetadata()
            .withName("tests")
            .withNamespace(namespace)
            .endMetadata()
            .addNewRule()
            .withApiGroups("netperf.dev")
            .withResources("netperftests")
            .withVerbs("create", "get", "list", "watch", "update", "patch", "delete")
            .endRule()
            .build();
    server.client().resource(role).create();
    var binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("tests")
            .withNamespace(namespace)
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", "tests")
            .addNewSubject("rbac.authorization.k8s.io", "User", "mallory", null)
            .build();
    server.client().resource(binding).create();
  }

  NetPerfTest create(String namespace, String name, String body) {
    client.resource(resource(namespace, name, body)).create();
    return read(namespace, name);
  }

  GenericKubernetesResource resource(String namespace, String name, String body) {
    return server.asWritten(
        """
        apiVersion: netperf.dev/v1alpha1
        kind: NetPerfTest
        metadata: {namespace: %s, name: %s, labels: {}, annotations: {}}
        """
                .formatted(namespace, name)
            + body);
  }

  NetPerfTest read(String namespace, String name) {
    return server.client().resources(NetPerfTest.class).inNamespace(namespace).withName(name).get();
  }

  static Condition ready(NetPerfTest test) {
    return test.getStatus().condition(Condition.READY).orElseThrow();
  }

  List<Event> events(String namespace, String test) {
    return server.client().events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> test.equals(event.getRegarding().getName()))
        .toList();
  }

  /** A pod that passes itself off as the operator's. */
  static Pod strangersPod(String namespace, String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .addToLabels("app.kubernetes.io/managed-by", "netperf-operator")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("probe")
        .withImage("registry.example/strange:1")
        .endContainer()
        .endSpec()
        .build();
  }

  @Override
  public void close() {
    client.close();
    operator.close();
  }

  /** Nobody runs kubelets here. */
  private record TwoNodes() implements Nodes {
    @Override
    public Optional<Node> get(String name) {
      return all().stream().filter(node -> name.equals(node.getMetadata().getName())).findFirst();
    }

    @Override
    public Collection<Node> all() {
      return List.of(ready("node-1"), ready("node-2"));
    }

    private static Node ready(String name) {
      return new NodeBuilder()
          .withNewMetadata()
          .withName(name)
          .endMetadata()
          .withNewSpec()
          .endSpec()
          .withNewStatus()
          .addNewCondition()
          .withType("Ready")
          .withStatus("True")
          .endCondition()
          .endStatus()
          .build();
    }
  }
}
