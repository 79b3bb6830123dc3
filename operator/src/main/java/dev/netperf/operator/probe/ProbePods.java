package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.IpFamily;
import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.api.v1alpha1.Resources;
import dev.netperf.operator.api.v1alpha1.Toleration;
import dev.netperf.operator.plan.Plan;
import dev.netperf.operator.plan.PlannedSample;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pods of a run. They satisfy the restricted Pod Security profile but for the host network
 * itself, and are pinned by node affinity, so that scheduler, taints and resources still count.
 *
 * @param test the resource that owns them
 * @param runId the run
 * @param plan its plan
 * @param image the probe image
 */
public record ProbePods(NetPerfTest test, String runId, Plan plan, String image) {
  private static final String ENTRY_POINT = "/usr/local/bin/probe";
  private static final long PROBE_USER = 65532;
  private static final Resources DEFAULT_RESOURCES =
      new Resources(
          Map.of("cpu", new Quantity("100m"), "memory", new Quantity("32Mi")),
          Map.of("memory", new Quantity("128Mi")));

  /** Beyond the bound of the entry script: to pull the image and to start. */
  private static final Duration KUBELET_MARGIN = Duration.ofSeconds(150);

  /** Sidecars would be measured too; these opt out of the usual injectors. */
  private static final Map<String, String> NO_SIDECARS =
      Map.of(
          "sidecar.istio.io/inject", "false",
          "kuma.io/sidecar-injection", "disabled");

  /**
   * A server.
   *
   * @param network the network that it listens on
   * @param attempt the attempt from which on it serves
   * @param node its node
   * @param lifetime after which the kubelet ends it, should the operator be gone
   */
  public Pod server(Network network, Attempt attempt, String node, Duration lifetime) {
    var ports = test.getSpec().ports();
    var command = new ArrayList<>(List.of(ENTRY_POINT, "server", ports.control().toString(), "--"));
    command.addAll(tool().serverCommand(ports, 1, IpFamily.IPv4));
    var container =
        container(command)
            .edit()
            .withPorts(ports(network))
            .withNewStartupProbe()
            .withNewExec()
            .withCommand(ENTRY_POINT, "listening", ports.control().toString(), "5")
            .endExec()
            .withPeriodSeconds(1)
            .withTimeoutSeconds(6)
            .withFailureThreshold(5)
            .endStartupProbe()
            .build();
    var tolerations = test.getSpec().server().tolerations();
    return pod(
        metadata(Role.SERVER, network, attempt), container, network, node, lifetime, tolerations);
  }

  /**
   * A client.
   *
   * @param sample the sample that it takes
   * @param attempt its attempt
   * @param node its node
   * @param address the server's IP address
   */
  public Pod client(PlannedSample sample, Attempt attempt, String node, String address) {
    var spec = test.getSpec();
    var bound = Long.toString(plan.clientBound().toSeconds());
    var command = new ArrayList<>(List.of(ENTRY_POINT, "client", bound, "--"));
    command.addAll(tool().clientCommand(address, spec.ports(), Task.of(spec, plan, sample)));
    var network = Network.ofClient(sample.path());
    var metadata = metadata(Role.CLIENT, network, attempt);
    metadata.getLabels().put(Labels.PATH, sample.path().name());
    return pod(
        metadata,
        container(command),
        network,
        node,
        plan.clientBound().plus(KUBELET_MARGIN),
        spec.client().tolerations());
  }

  private ProbeTool tool() {
    return ProbeTool.of(test.getSpec().tool());
  }

  private String name(String role, Attempt attempt) {
    return String.join(
        "-",
        "p",
        test.getMetadata().getUid().substring(0, 8),
        runId,
        role,
        Integer.toString(attempt.sample()),
        Integer.toString(attempt.number()));
  }

  private ObjectMeta metadata(Role role, Network network, Attempt attempt) {
    var labels = new HashMap<>(NO_SIDECARS);
    labels.put("app.kubernetes.io/name", "netperf-probe");
    labels.put(Labels.MANAGED_BY, Labels.OPERATOR);
    labels.put(Labels.TEST, test.getMetadata().getName());
    labels.put(Labels.TEST_UID, test.getMetadata().getUid());
    labels.put(Labels.RUN, runId);
    labels.put(Labels.ROLE, role.label());
    labels.put(Labels.NETWORK, network.label());
    labels.put(Labels.SAMPLE, Integer.toString(attempt.sample()));
    labels.put(Labels.ATTEMPT, Integer.toString(attempt.number()));
    return new ObjectMetaBuilder()
        .withName(name(role == Role.CLIENT ? "c" : "s" + network.label().charAt(0), attempt))
        .withNamespace(test.getMetadata().getNamespace())
        .withLabels(labels)
        .addToAnnotations("linkerd.io/inject", "disabled")
        .addNewOwnerReference()
        .withApiVersion(test.getApiVersion())
        .withKind(test.getKind())
        .withName(test.getMetadata().getName())
        .withUid(test.getMetadata().getUid())
        .withController(true)
        .endOwnerReference()
        .build();
  }

  private Container container(List<String> command) {
    var given = test.getSpec().probe() == null ? null : test.getSpec().probe().resources();
    var resources = given == null ? DEFAULT_RESOURCES : given;
    return new ContainerBuilder()
        .withName(ProbePod.CONTAINER)
        .withImage(image)
        .withCommand(command)
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withNewResources()
        .withRequests(resources.requests())
        .withLimits(resources.limits())
        .endResources()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .build();
  }

  /** On the host network the scheduler sees a clash only of ports that are declared. */
  private List<ContainerPort> ports(Network network) {
    var ports = test.getSpec().ports();
    var declared = new ArrayList<ContainerPort>();
    for (var protocol : List.of("TCP", "UDP")) {
      for (int port : List.of(ports.control(), ports.data())) {
        declared.add(
            new ContainerPortBuilder()
                .withContainerPort(port)
                .withHostPort(network == Network.HOST ? port : null)
                .withProtocol(protocol)
                .build());
      }
    }
    return declared;
  }

  private static Pod pod(
      ObjectMeta metadata,
      Container container,
      Network network,
      String node,
      Duration lifetime,
      List<Toleration> tolerations) {
    var spec =
        new PodSpecBuilder()
            .withContainers(container)
            .withRestartPolicy("Never")
            .withActiveDeadlineSeconds(lifetime.toSeconds())
            .withTerminationGracePeriodSeconds(1L)
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withHostNetwork(network == Network.HOST ? true : null)
            .withTolerations(tolerations.stream().map(ProbePods::toleration).toList())
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withRunAsUser(PROBE_USER)
            .withRunAsGroup(PROBE_USER)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .withNewAffinity()
            .withNewNodeAffinity()
            .withNewRequiredDuringSchedulingIgnoredDuringExecution()
            .addNewNodeSelectorTerm()
            .addNewMatchField()
            .withKey("metadata.name")
            .withOperator("In")
            .withValues(node)
            .endMatchField()
            .endNodeSelectorTerm()
            .endRequiredDuringSchedulingIgnoredDuringExecution()
            .endNodeAffinity()
            .endAffinity()
            .build();
    return new PodBuilder().withMetadata(metadata).withSpec(spec).build();
  }

  private static io.fabric8.kubernetes.api.model.Toleration toleration(Toleration given) {
    return new TolerationBuilder()
        .withKey(given.key())
        .withOperator(given.operator() == null ? null : given.operator().name())
        .withValue(given.value())
        .withEffect(given.effect() == null ? null : given.effect().name())
        .withTolerationSeconds(given.tolerationSeconds())
        .build();
  }
}
