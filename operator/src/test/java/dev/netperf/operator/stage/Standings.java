package dev.netperf.operator.stage;

import dev.netperf.operator.fake.TestNodes;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.probe.Network;
import dev.netperf.tool.Envelopes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What can become of a test. */
final class Standings {
  private static final String NO_RETRY = "retriesPerSample: 0\n";
  private static final String THRESHOLD =
      "thresholds: [{measurement: TCPBandwidth, path: PodToPod, ";

  /** By the heading of their section in messages.txt, in its order. */
  static final Map<String, Supplier<World>> ALL = cases();

  private Standings() {}

  private static Map<String, Supplier<World>> cases() {
    var cases = new LinkedHashMap<String, Supplier<World>>();
    progress(cases);
    nodes(cases);
    servers(cases);
    services(cases);
    clients(cases);
    refusals(cases);
    return cases;
  }

  private static void progress(Map<String, Supplier<World>> cases) {
    cases.put("servers start", () -> World.with("").settle());
    cases.put(
        "a server waits for the scheduler",
        () -> host(World.with(""), TestPods.unschedulable("0/2 nodes are available")));
    cases.put(
        "a server waits for its image",
        () -> host(World.with(""), TestPods.waits("ImagePullBackOff", "Back-off pulling image")));
    cases.put("a client measures", () -> World.measuring(""));
    cases.put(
        "a client waits for the scheduler",
        () -> newClient(TestPods.unschedulable("0/2 nodes are available")));
    cases.put(
        "a client waits for its image",
        () -> newClient(TestPods.waits("ErrImagePull", "no such host")));
    cases.put(
        "a pause", () -> World.measuring("pauseSeconds: 9").clientEnds(10_000_000_000L, 40_000));
    cases.put("all samples are taken", () -> World.with("").settle().measure(8));
    cases.put(
        "the only sample is taken",
        () -> World.with("repetitions: 1\npaths: [PodToPod]").settle().measure(1));
    cases.put("suspended", () -> World.with("").settle().measure(2).change("suspend: true"));
    cases.put(
        "suspended between two samples",
        () ->
            World.with("pauseSeconds: 9")
                .settle()
                .measure(1)
                .change("pauseSeconds: 9\nsuspend: true"));
    cases.put("not done in time", () -> World.measuring("activeDeadlineSeconds: 160").tick(160));
    cases.put(
        "a threshold is breached",
        () -> World.with(THRESHOLD + "minPercentOfBaseline: 101}]").settle().measure(8));
    cases.put(
        "a threshold is met",
        () -> World.with(THRESHOLD + "minPercentOfBaseline: 99}]").settle().measure(8));
    cases.put(
        "a threshold can't be judged",
        () ->
            World.with("repetitions: 2\n" + THRESHOLD + "minPercentOfBaseline: 99}]")
                .settle()
                .measure(3)
                .serversListen()
                .clientEnds(8_000_000_000L, 40_000));
    cases.put("no paths", () -> World.with("paths: []").settle());
    cases.put("a path twice", () -> World.with("paths: [PodToPod, PodToPod]").settle());
    cases.put(
        "a baseline that is not measured",
        () -> World.with("paths: [PodToPod]\nbaseline: HostToHost").settle());
    cases.put("no repetitions", () -> World.with("repetitions: 0").settle());
    cases.put("equal ports", () -> World.with("ports: {control: 20000, data: 20000}").settle());
  }

  private static void nodes(Map<String, Supplier<World>> cases) {
    cases.put("a named node does not exist", () -> named("node-9").settle());
    cases.put("a named node still does not exist", () -> named("node-9").settle().tick(60));
    cases.put("a named node is not Ready", () -> notReady(World.with("")).settle());
    cases.put("a named node is still not Ready", () -> notReady(World.with("")).settle().tick(60));
    cases.put(
        "a named node is cordoned",
        () -> World.with("").put(TestNodes.cordoned("node-2")).settle().tick(60));
    cases.put(
        "a named node has a taint",
        () -> World.with("").put(tainted("dedicated", "db")).settle().tick(60));
    cases.put(
        "a named node has a taint without a value",
        () -> World.with("").put(tainted("dedicated", null)).settle().tick(60));
    cases.put(
        "all nodes are in one zone",
        () -> World.on(1, "placement: DifferentZones").settle().tick(600));
    cases.put(
        "no node fits both sides",
        () ->
            World.on(2, "placement: SameNode\nserver: {nodeSelector: {pool: none}}")
                .settle()
                .tick(600));
    cases.put("nodes may come", () -> World.on(1, "{}").settle());
    cases.put("one node is all there is", () -> World.on(1, "{}").settle().tick(600));
    cases.put(
        "no node fits the selector",
        () -> World.on(3, "server: {nodeSelector: {pool: none}}").settle().tick(600));
    cases.put(
        "both sides name one node",
        () ->
            World.on(2, "{server: {nodeName: node-1}, client: {nodeName: node-1}}")
                .settle()
                .tick(600));
    cases.put(
        "another test of the namespace has a node",
        () -> World.with("").held("node-1", "team-a", "first").settle());
    cases.put(
        "a test of another namespace has a node",
        () -> World.with("").held("node-2", "team-b", "secret-project").settle());
    cases.put(
        "two tests have one node each",
        () ->
            World.with("")
                .held("node-1", "team-a", "first")
                .held("node-2", "team-b", "secret-project")
                .settle());
    cases.put(
        "a node in use is not Ready any more",
        () -> World.measuring("").nodeBecomesNotReady("node-1").tick(59));
    cases.put(
        "a node in use stays not Ready",
        () -> World.measuring("").nodeBecomesNotReady("node-1").tick(60));
    cases.put("a node in use is deleted", () -> World.measuring("").nodeGoes("node-2"));
  }

  private static Function<HasMetadata, Optional<Refusal>> policies(Refusal refusal) {
    return object -> object instanceof NetworkPolicy ? Optional.of(refusal) : Optional.empty();
  }

  private static void services(Map<String, Supplier<World>> cases) {
    cases.put(
        "the Service is refused",
        () ->
            World.with("paths: [PodToService]")
                .apiServerAnswers(
                    object ->
                        object instanceof Service
                            ? Optional.of(Refusals.SERVICE)
                            : Optional.empty())
                .settle());
    cases.put(
        "the NetworkPolicy is refused for now",
        () ->
            World.with("")
                .operatorMakesNetworkPolicies()
                .apiServerAnswers(policies(Refusals.NETWORK_POLICY))
                .settle());
    cases.put(
        "the name of the NetworkPolicy is taken",
        () ->
            World.with("")
                .operatorMakesNetworkPolicies()
                .apiServerAnswers(policies(Refusals.NETWORK_POLICY_NAME_TAKEN))
                .settle());
    cases.put(
        "no address of the IP version",
        () -> World.with("ipFamily: IPv6").settle().serversListen());
  }

  private static void servers(Map<String, Supplier<World>> cases) {
    cases.put(
        "no room for a server",
        () -> server(TestPods.unschedulable("0/2 nodes: Insufficient cpu")).tick(61));
    cases.put(
        "a server's node was cordoned since",
        () ->
            server(TestPods.unschedulable("0/2 nodes are available"))
                .put(TestNodes.cordoned("node-2"))
                .tick(61));
    cases.put(
        "a pod has a port",
        () ->
            server(
                    TestPods.unschedulable(
                        "0/2 nodes are available: 1 node(s) didn't have free ports for the"
                            + " requested pod ports."))
                .tick(61));
    cases.put(
        "a process has the control port",
        () -> server(prints(1, "unable to bind to listen port\n")));
    cases.put(
        "a process has the port of iperf3",
        () ->
            host(
                World.with(NO_RETRY + "tool: iperf3"),
                prints(1, "iperf3: error - unable to start listener: Address already in use\n")));
    cases.put(
        "the image can't be pulled",
        () -> server(TestPods.waits("ErrImagePull", "registry.example: no such host")).tick(121));
    cases.put(
        "a server's container is not created",
        () -> server(TestPods.waits("ContainerCreating", null)).tick(121));
    cases.put(
        "a server does not listen", () -> server(pod -> TestPods.runs(pod, World.START)).tick(151));
    cases.put("a server ends", () -> server(prints(3, "a\nb\n")));
    cases.put("a server ends without a word", () -> server(ends(139, null)));
    cases.put(
        "a server is refused by its node",
        () -> server(TestPods.failedByNode("OutOfcpu", "Node didn't have enough resource: cpu")));
    cases.put("a server runs out of memory", () -> server(TestPods::outOfMemory));
    cases.put(
        "admission takes a server's host network away",
        () -> server(pod -> pod.getSpec().setHostNetwork(null)));
    cases.put(
        "admission gives a server another image",
        () ->
            server(pod -> pod.getSpec().getContainers().get(0).setImage("mirror.example/probe:1")));
    cases.put(
        "a server is deleted while its client runs", () -> whileItsClientRuns(World::deleted));
    cases.put("a server vanishes while its client runs", () -> whileItsClientRuns(World::gone));
    cases.put(
        "a server is evicted while its client runs",
        () ->
            whileItsClientRuns(
                (world, server) -> world.happens(server, TestPods.evicted(world.now()))));
  }

  private static void clients(Map<String, Supplier<World>> cases) {
    cases.put(
        "a client finds no server",
        () -> client(prints(1, "conf:\n10.0.0.2: failed to connect\n")));
    cases.put(
        "a client finds no server behind its Service",
        () ->
            World.with("paths: [PodToService]\nretriesPerSample: 0")
                .settle()
                .serversListen()
                .clientEnds(
                    1, Envelopes.ended(1, "probe: no connection to 10.96.0.1 port 19764\n")));
    cases.put(
        "somebody else answers at the server's address",
        () ->
            client(
                prints(
                    1,
                    "probe: what answers at 10.0.0.2 port 19764 is not the server of this run\n")));
    cases.put(
        "somebody else is served",
        () ->
            client(
                ends(
                    1,
                    Envelopes.amongOthers(
                        1, "stream 0:\nconf:\nfailed to receive configuration: timed out\n"))));
    cases.put(
        "somebody else sends something meanwhile",
        () ->
            client(ends(0, Envelopes.amongOthers(0, Envelopes.qperf(10, 1_000_000_000L, 40_000)))));
    cases.put(
        "a CPU is too busy",
        () ->
            client(
                prints(
                    0,
                    Envelopes.qperf(10, 1_000_000_000L, 40_000)
                        .replace("recv_real_time=10", "recv_real_time=12"))));
    cases.put(
        "the data port is blocked",
        () -> client(ends(124, Envelopes.timedOut("conf:\ntcp_bw:\n"))));
    cases.put(
        "the data port is taken",
        () -> client(prints(1, "conf:\ntcp_bw:\nserver: unable to make TCP socket\n")));
    cases.put(
        "the server stops in mid-test",
        () -> client(prints(1, "conf:\ntcp_bw:\nfailed to receive results: timed out\n")));
    cases.put(
        "the connection breaks in mid-test",
        () -> client(prints(0, "conf:\ntcp_bw:\n    bw = 1 bits/sec\n    send_errors = 1\n")));
    cases.put("a client prints something else", () -> client(prints(0, "Segmentation fault\n")));
    cases.put("a client prints nothing", () -> client(prints(0, "")));
    cases.put("a client ends without a result", () -> client(ends(1, null)));
    cases.put("a client runs out of memory", () -> client(TestPods::outOfMemory));
    cases.put(
        "a client is evicted by its node",
        () ->
            client(
                TestPods.failedByNode(
                    "Evicted", "The node was low on resource: ephemeral-storage.")));
    cases.put("a client is evicted by a drain", () -> client(TestPods.evicted(World.START)));
    cases.put(
        "a client is deleted",
        () -> client(pod -> pod.getMetadata().setDeletionTimestamp(World.START.toString())));
    cases.put(
        "a client never ends",
        () -> World.measuring(NO_RETRY + "activeDeadlineSeconds: 1000").tick(201));
    cases.put(
        "several attempts fail",
        () ->
            World.measuring("retriesPerSample: 1")
                .clientFails()
                .serversListen()
                .clientEnds(124, Envelopes.timedOut("")));
  }

  private static void refusals(Map<String, Supplier<World>> cases) {
    cases.put("Pod Security refuses host network", () -> refused(Refusals.POD_SECURITY));
    cases.put("a policy refuses the pods", () -> refused(Refusals.POLICY));
    cases.put("the quota is used up", () -> refused(Refusals.QUOTA));
    cases.put("the quota stays used up", () -> refused(Refusals.QUOTA).tick(860));
    cases.put("a stranger has the name of a pod", () -> refused(Refusals.NAME_TAKEN, NO_RETRY));
  }

  private static World named(String server) {
    return World.on(2, "{server: {nodeName: %s}, client: {nodeName: node-1}}".formatted(server));
  }

  private static World notReady(World world) {
    return world.put(TestNodes.notReady("node-1", World.START));
  }

  private static Node tainted(String key, String value) {
    return TestNodes.tainted("node-2", key, value, "NoSchedule");
  }

  private static World host(World world, Consumer<Pod> event) {
    world.settle();
    return world.happens(world.server(Network.HOST), event);
  }

  private static World server(Consumer<Pod> event) {
    return host(World.with(NO_RETRY), event);
  }

  private static World whileItsClientRuns(BiFunction<World, Pod, World> event) {
    var world = World.measuring(NO_RETRY);
    return event.apply(world, world.server(Network.HOST));
  }

  private static World newClient(Consumer<Pod> event) {
    var world = World.with("").settle().serversListen();
    return world.happens(world.client(), event);
  }

  private static World client(Consumer<Pod> event) {
    var world = World.measuring(NO_RETRY);
    return world.happens(world.client(), event);
  }

  private static Consumer<Pod> ends(int exitCode, String message) {
    return pod -> TestPods.ends(pod, exitCode, message);
  }

  private static Consumer<Pod> prints(int exitCode, String text) {
    return ends(exitCode, Envelopes.ended(exitCode, text));
  }

  private static World refused(Refusal refusal) {
    return refused(refusal, "");
  }

  private static World refused(Refusal refusal, String spec) {
    return World.with(spec).apiServerAnswers(pod -> Optional.of(refusal)).settle();
  }
}
