package dev.netperf.operator.netperftest;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.cluster.Cluster;
import dev.netperf.operator.cluster.Deletions;
import dev.netperf.operator.cluster.KubernetesCluster;
import dev.netperf.operator.cluster.OwnedObjects;
import dev.netperf.operator.cluster.Races;
import dev.netperf.operator.observe.Nodes;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.placement.Claims;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.TestSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The operator's {@link Turn} at a test on an API server, without framework and caches: it reads
 * what it observes at that moment.
 *
 * @param client with the operator's rights
 * @param nodes the cluster's nodes
 * @param ledger who has them
 */
public record ApiTurn(KubernetesClient client, Nodes nodes, Ledger ledger) {
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("netperf-operator")
          .withForce(true)
          .build();

  /** With these nodes, which nobody has. */
  public ApiTurn(KubernetesClient client, Nodes nodes) {
    this(client, nodes, new Ledger(1, System::nanoTime));
  }

  /** Takes a turn, and gives back the test as it is then. */
  public NetPerfTest take(String namespace, String name) {
    var before = read(namespace, name);
    new Turn(
            ledger,
            () -> {},
            this::observe,
            new Requests(client, nodes),
            new Races(),
            new Deletions())
        .take(before);
    return read(namespace, name);
  }

  /** The operator may list tests, and has no right to get one. */
  private NetPerfTest read(String namespace, String name) {
    var tests = client.resources(NetPerfTest.class).inNamespace(namespace);
    return tests.withField("metadata.name", name).list().getItems().get(0);
  }

  private Observation observe(NetPerfTest test, Optional<Refusal> refusal) {
    var namespace = test.getMetadata().getNamespace();
    var pods =
        client
            .pods()
            .inNamespace(namespace)
            .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
            .list()
            .getItems();
    var services =
        client
            .services()
            .inNamespace(namespace)
            .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
            .list()
            .getItems();
    return new Observation(
        test,
        pods.stream()
            .filter(pod -> OwnedObjects.owned(pod, test))
            .map(pod -> new ObservedPod(pod))
            .toList(),
        services.stream().filter(service -> OwnedObjects.owned(service, test)).toList(),
        List.of(),
        nodes,
        run -> Claims.NONE,
        node -> Duration.ZERO,
        refusal,
        TestSettings.PLAIN,
        Instant.now());
  }

  private record Requests(KubernetesClient client, Nodes known) implements Cluster<NetPerfTest> {
    @Override
    public NetPerfTest applyStatus(NetPerfTest test) {
      return client.resource(test).subresource("status").patch(APPLY);
    }

    @Override
    public HasMetadata create(HasMetadata object) {
      return client.resource(object).create();
    }

    @Override
    public Optional<HasMetadata> get(HasMetadata object) {
      return Optional.ofNullable(client.resource(object).get());
    }

    @Override
    public Optional<NetPerfTest> whole(NetPerfTest observed) {
      return Optional.ofNullable(client.resource(observed).get());
    }

    @Override
    public List<Pod> pods(NetPerfTest owner) {
      return KubernetesCluster.owned(client.pods(), owner);
    }

    @Override
    public List<Service> services(NetPerfTest owner) {
      return KubernetesCluster.owned(client.services(), owner);
    }

    @Override
    public Optional<Node> node(String name) {
      return known.get(name);
    }

    @Override
    public List<Node> nodes() {
      return List.copyOf(known.all());
    }

    @Override
    public void delete(HasMetadata object) {
      client.resource(object).delete();
    }

    @Override
    public void deleteAsObserved(NetPerfTest observed) {
      KubernetesCluster.deleteAsObserved(observed, client);
    }

    @Override
    public void post(Event event) {
      client.resource(event).create();
    }
  }
}
