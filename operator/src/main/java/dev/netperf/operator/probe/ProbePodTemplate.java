package dev.netperf.operator.probe;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.ServerPorts;
import dev.netperf.api.v1alpha1.Toleration;
import dev.netperf.plan.Plan;
import dev.netperf.plan.PlannedSample;
import dev.netperf.plan.RunPorts;
import dev.netperf.tool.ProbeTool;
import dev.netperf.tool.Task;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The pods of a run. They satisfy the restricted Pod Security profile but for the host network
 * itself, and are pinned by node affinity, so that scheduler, taints and resources still count.
 *
 * @param test the resource that owns them
 * @param runId the run
 * @param plan its plan
 * @param settings what the cluster's owner says of every probe
 */
public record ProbePodTemplate(NetPerfTest test, String runId, Plan plan, ProbeSettings settings) {
  private static final String ENTRY_POINT = "/usr/local/bin/probe";

  /** A server that binds its own address has to know it; on the host network it is the node's. */
  private static final EnvVar ADDRESSES = own("PROBE_ADDRESSES", "status.podIPs");

  /** By which the server proves to its clients who it is. */
  private static final EnvVar UID = own("PROBE_UID", "metadata.uid");

  /** Beyond the bound of the entry script: to pull the image and to start. */
  private static final Duration KUBELET_MARGIN = Duration.ofSeconds(150);

  /**
   * A server.
   *
   * @param network the network that it listens on
   * @param attempt the attempt from which on it serves
   * @param node its node
   * @param family the IP version that it is asked with
   * @param lifetime after which the kubelet ends it, should the operator be gone
   */
  public Pod server(
      Network network, Attempt attempt, String node, IpFamily family, Duration lifetime) {
    var spec = test.getSpec();
    var listening = ProbeTool.list(tool().listeningPorts(ports(), spec.streams()));
    var command = new ArrayList<>(List.of(ENTRY_POINT, "server", listening, "--"));
    command.addAll(tool().serverCommand(ports(), spec.streams(), family));
    var container =
        container(command)
            .edit()
            .withEnv(ADDRESSES, UID)
            .withPorts(ports(network))
            .withNewStartupProbe()
            .withNewExec()
            .withCommand(ENTRY_POINT, "listening", listening, "5")
            .endExec()
            .withPeriodSeconds(1)
            .withTimeoutSeconds(6)
            .withFailureThreshold(5)
            .endStartupProbe()
            .build();
    return pod(
        metadata(Role.SERVER, network, attempt),
        container,
        network,
        node,
        lifetime,
        spec.server().tolerations());
  }

  /**
   * A client.
   *
   * @param sample the sample that it takes
   * @param attempt its attempt
   * @param node its node
   * @param address the IP address by which it reaches the server
   * @param server the server's pod
   */
  public Pod client(
      PlannedSample sample, Attempt attempt, String node, String address, ObservedPod server) {
    var spec = test.getSpec();
    var bound = Long.toString(plan.clientBound().toSeconds());
    var command = new ArrayList<>(List.of(ENTRY_POINT, "client", bound, "--"));
    command.addAll(tool().clientCommand(address, ports(), Task.of(spec, sample)));
    var container =
        container(command)
            .edit()
            .withEnv(
                value("PROBE_TARGET", address),
                value(
                    "PROBE_TARGET_PORTS",
                    ProbeTool.list(tool().serverPorts(ports(), spec.streams()))),
                value("PROBE_REPORT_PORT", "" + ports().report()),
                value("PROBE_SERVER_UID", server.uid()))
            .build();
    var network = Network.ofClient(sample.path());
    var metadata = metadata(Role.CLIENT, network, attempt);
    metadata.getLabels().put(Labels.PATH, sample.path().name());
    return pod(
        metadata,
        container,
        network,
        node,
        plan.clientBound().plus(KUBELET_MARGIN),
        spec.client().tolerations());
  }

  private ObjectMeta metadata(Role role, Network network, Attempt attempt) {
    return new ProbeMetadata(test, runId).pod(role, network, attempt, settings);
  }

  private static EnvVar own(String name, String field) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef()
        .withFieldPath(field)
        .endFieldRef()
        .endValueFrom()
        .build();
  }

  private static EnvVar value(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private ServerPorts ports() {
    return RunPorts.of(test.getSpec(), runId);
  }

  private ProbeTool tool() {
    return ProbeTool.of(test.getSpec().tool());
  }

  private Container container(List<String> command) {
    return new ContainerBuilder()
        .withName(ObservedPod.CONTAINER)
        .withImage(settings.image())
        .withImagePullPolicy(settings.template().container().getImagePullPolicy())
        .withCommand(command)
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withResources(ProbeResources.of(test.getSpec(), settings.template()))
        .withSecurityContext(ProbeSecurity.of(settings.template().container()))
        .build();
  }

  /** On the host network the scheduler sees a clash only of ports that are declared. */
  private List<ContainerPort> ports(Network network) {
    return OpenPort.of(test.getSpec(), runId).stream().map(port -> port(network, port)).toList();
  }

  private static ContainerPort port(Network network, OpenPort port) {
    return new ContainerPortBuilder()
        .withContainerPort(port.number())
        .withHostPort(network == Network.HOST ? port.number() : null)
        .withProtocol(port.protocol())
        .build();
  }

  private Pod pod(
      ObjectMeta metadata,
      Container container,
      Network network,
      String node,
      Duration lifetime,
      List<Toleration> tolerations) {
    var ofTheCluster = settings.template().spec();
    var spec =
        new PodSpecBuilder()
            .withContainers(container)
            .withRestartPolicy("Never")
            .withActiveDeadlineSeconds(lifetime.toSeconds())
            .withTerminationGracePeriodSeconds(1L)
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withHostNetwork(network == Network.HOST ? true : null)
            .withTolerations(tolerations.stream().map(ProbePodTemplate::toleration).toList())
            .addAllToTolerations(ofTheCluster.getTolerations())
            .withNodeSelector(ofTheCluster.getNodeSelector())
            .withImagePullSecrets(ofTheCluster.getImagePullSecrets())
            .withPriorityClassName(ofTheCluster.getPriorityClassName())
            .withRuntimeClassName(ofTheCluster.getRuntimeClassName())
            .withSecurityContext(ProbeSecurity.of(ofTheCluster))
            .withAffinity(pinnedTo(node))
            .build();
    var pod = new PodBuilder().withMetadata(metadata).withSpec(spec).build();
    pod.getMetadata().getAnnotations().put(Admitted.ANNOTATION, Admitted.annotation(pod));
    return pod;
  }

  /** What pins a pod to a node. */
  public static Affinity pinnedTo(String node) {
    return new AffinityBuilder()
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
        .build();
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
