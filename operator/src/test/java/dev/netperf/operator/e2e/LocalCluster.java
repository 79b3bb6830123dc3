package dev.netperf.operator.e2e;

import dev.netperf.operator.apiserver.Wiretap;
import dev.netperf.operator.programs.Daemon;
import dev.netperf.operator.programs.Shell;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The local cluster with the operator installed from the shipped manifests: started once for all
 * classes, taken down at the end. Nodes 1 to 10 are five pairs to measure between; the operator
 * runs on node 11, so that a node can fail without it.
 */
final class LocalCluster implements AutoCloseable {
  private static final Path SCRIPTS = Path.of("../deploy/local");
  private static final Path LOGS = Path.of("target/e2e");
  private static final int PAIRS = 5;
  private static final int INDEX = 7;

  /** What every node may send: so little that all pairs together leave the machine's CPUs time. */
  static final String LINK = "200mbit";

  private static final Map<String, String> ENVIRONMENT =
      Map.ofEntries(
          Map.entry("CLUSTER", "e2e"),
          Map.entry("CLUSTER_INDEX", "" + INDEX),
          Map.entry("NODES", "" + (2 * PAIRS + 1)),
          Map.entry("CLUSTER_LINK", LINK),
          Map.entry("CLUSTER_STORE", "memory"),
          Map.entry("OPERATOR_NODE", "" + (2 * PAIRS + 1)));

  /** The address by which the cluster reaches this machine. */
  static final String MACHINE = "198.18." + INDEX + ".253";

  private static final Duration QUICK = Duration.ofSeconds(60);

  /** On a fresh machine Kubernetes and both images are built. */
  private static final Duration PATIENT = Duration.ofMinutes(30);

  private final OneSuite turn;
  private final NodePool nodes = new NodePool(PAIRS);
  private final Thread lastResort = new Thread(LocalCluster::down);
  private final KubernetesClient client;
  private final Operator operator;
  private final EventCount events;

  private LocalCluster(OneSuite turn) {
    this.turn = turn;
    Runtime.getRuntime().addShutdownHook(lastResort);
    down();
    var kubeconfig = script("cluster", PATIENT, "up");
    client = client(Path.of(kubeconfig));
    script("install", PATIENT);
    operator = new Operator(client);
    events = EventCount.start(client);
    Told.begin();
  }

  /** Starts it; a layer that can't run fails, always. */
  static LocalCluster start() {
    var turn = OneSuite.await();
    try {
      return new LocalCluster(turn);
    } catch (RuntimeException e) {
      turn.close(); // else whoever tries again waits for this one for ever
      throw e;
    }
  }

  @Override
  public void close() {
    client.close();
    down();
    Runtime.getRuntime().removeShutdownHook(lastResort);
    turn.close();
  }

  private static void down() {
    script("cluster", Duration.ofMinutes(3), "down");
  }

  /** With the administrator's rights. */
  KubernetesClient client() {
    return client;
  }

  /** The operator's pod. */
  Operator operator() {
    return operator;
  }

  /** What the operator asked of the API server. */
  AuditLog auditLog() {
    return new AuditLog(Path.of(cluster("kubeconfig")).resolveSibling("log"));
  }

  /** The Events that the operator posts. */
  EventCount events() {
    return events;
  }

  /** The names of all nodes. */
  List<String> nodeNames() {
    return IntStream.rangeClosed(1, 2 * PAIRS + 1).mapToObj(n -> "node-" + n).toList();
  }

  /** The nodes that tests may take. */
  NodePool nodes() {
    return nodes;
  }

  /** What the real kubectl prints, with the administrator's rights. */
  String kubectl(String... arguments) {
    var all = new ArrayList<>(List.of("kubectl"));
    all.addAll(List.of(arguments));
    return cluster(all.toArray(String[]::new));
  }

  /** Waits until a node is there, and Ready. */
  void untilReady(String node) {
    kubectl("wait", "--for=create", "--timeout=30s", "node/" + node);
    kubectl("wait", "--for=condition=Ready", "--timeout=60s", "node/" + node);
  }

  /** What the operator can be made to reach in the API server's place. */
  Wiretap wiretap() {
    try {
      var kubectl = Path.of(cluster("tools")).resolve("kubectl");
      return Wiretap.before(
          kubectl, Path.of(cluster("kubeconfig")), InetAddress.getByName(MACHINE));
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code deploy/local/cluster}. */
  String cluster(String... arguments) {
    return script("cluster", QUICK.multipliedBy(2), arguments);
  }

  /** Runs a command on a node, as ssh would. */
  String on(String node, String... command) {
    var all = new ArrayList<>(List.of("on", number(node)));
    all.addAll(List.of(command));
    return cluster(all.toArray(String[]::new));
  }

  /** Starts a command on a node that goes on until it is ended. */
  Daemon startOn(String node, String... command) {
    var all = new ArrayList<>(List.of(SCRIPTS.resolve("cluster").toString(), "on", number(node)));
    all.addAll(List.of(command));
    return Daemon.start(LOGS.resolve("on-" + node), ENVIRONMENT, all.toArray(String[]::new));
  }

  /** The cgroup of a node's pods: with version 1 in a hierarchy that only keeps track. */
  static Path cgroup(String node) {
    var root = Path.of("/sys/fs/cgroup/pids");
    return (Files.exists(root) ? root : root.getParent()).resolve("netperf-e2e").resolve(node);
  }

  /** A node's IPv4 address. */
  static String address(String node) {
    return "198.18." + INDEX + "." + number(node);
  }

  /** The number by which the scripts know a node. */
  static String number(String node) {
    return node.substring("node-".length());
  }

  /** A namespace for one test, with this Pod Security level enforced. */
  TestNamespace namespace(String podSecurity) {
    return TestNamespace.create(this, podSecurity);
  }

  private static String script(String name, Duration limit, String... arguments) {
    var command = new ArrayList<>(List.of(SCRIPTS.resolve(name).toString()));
    command.addAll(List.of(arguments));
    return Shell.run(ENVIRONMENT, limit, command);
  }

  private static KubernetesClient client(Path kubeconfig) {
    try {
      var config = Config.fromKubeconfig(Files.readString(kubeconfig));
      return new KubernetesClientBuilder().withConfig(config).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
