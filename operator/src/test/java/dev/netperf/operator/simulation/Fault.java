package dev.netperf.operator.simulation;

import dev.netperf.operator.fake.Store.Kind;
import dev.netperf.operator.fake.TestPods;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** What will happen to a cluster in a year. Each takes its particulars from the seed. */
@SuppressWarnings("ImmutableEnumChecker") // what is injected has no state
enum Fault {
  OPERATOR_KILLED(world -> world.kill(world.leader(), "out of the blue")),
  OPERATOR_FROZEN(Simulation::freezes),
  OPERATOR_STOPS(Simulation::stops),
  NODES_VANISH(
      world -> {
        world.leader().informers().vanish(Kind.NODE, ms(world, 1, 20));
        world.leader().looksAtAll();
      }),
  REQUESTS_FAIL(world -> world.weather.set(15, 0)),
  KILLED_AT_REQUESTS(world -> world.weather.set(3, 4)),
  API_SERVER_DOWN(Simulation::apiServerGoes),
  WATCH_LAGS(world -> world.leader().informers().hold(kind(world), ms(world, 1, 20))),
  WATCH_BREAKS(world -> world.leader().informers().breakWatch(kind(world), ms(world, 1, 10))),
  CLOCK_STEPS(world -> world.clockSteps(world.random.nextInt(61) - 30)),

  POD_DELETED(world -> pod(world, world.api::delete)),
  POD_EVICTED(world -> pod(world, pod -> evicted(world, pod))),
  POD_FAILED_BY_NODE(
      world ->
          pod(
              world,
              pod -> world.kubelets.ends(pod, TestPods.failedByNode("Evicted", "disk full")))),
  POD_RELABELLED(world -> pod(world, pod -> relabelled(world, pod))),
  OUT_OF_MEMORY(world -> pod(world, pod -> world.kubelets.ends(pod, TestPods::outOfMemory))),
  GARBAGE(world -> world.kubelets.spoil(garbage(world.random))),
  IMAGE_MISSING(world -> world.kubelets.imageIsMissing(node(world), ms(world, 5, 150))),
  PORT_TAKEN(world -> world.kubelets.portIsTaken(node(world), ms(world, 5, 60))),
  SERVERS_HANG(world -> world.kubelets.serversHang()),

  CABLE_CUT(world -> world.kubelets.unplug(node(world), ms(world, 1, 20))),
  KUBELET_DOWN(world -> world.controlPlane.outage(node(world), ms(world, 5, 400))),
  NODE_REBOOTS(
      world -> {
        var node = node(world);
        world.kubelets.nodeReboots(node);
        world.controlPlane.outage(node, ms(world, 5, 60));
      }),
  NODE_DELETED(world -> world.controlPlane.deleteNode(node(world), ms(world, 5, 100))),
  NODE_CORDONED(
      world -> {
        var node = node(world);
        world.controlPlane.cordon(node, true);
        world.agenda.in(ms(world, 5, 100), () -> world.controlPlane.cordon(node, false));
      }),

  QUOTA(world -> refuse(world, 403, "pods \"x\" is forbidden: exceeded quota: q")),
  QUOTA_FOR_EVER(
      world ->
          world.api.refusePods(ApiServer.error(403, "exceeded quota: for ever"), 24 * 3600_000L)),
  RIGHTS_WITHDRAWN(
      world -> refuse(world, 403, "User \"operator\" cannot create resource \"pods\"")),
  WEBHOOK_DOWN(world -> refuse(world, 500, "failed calling webhook")),
  POD_SECURITY(world -> refuse(world, 403, "pods \"x\" is forbidden: violates PodSecurity")),

  SPEC_CHANGED(world -> world.users.changeSpec()),
  SPEC_CHANGED_AND_BACK(world -> world.users.changeSpecAndBack(100 + world.random.nextInt(4000))),
  SUSPENDED(world -> world.users.suspend(ms(world, 1, 60))),
  TEST_DELETED(world -> world.users.delete(false)),
  TEST_RECREATED(world -> world.users.delete(true)),
  POD_NAME_TAKEN(world -> world.users.takePodName()),
  FAST_WRITER(world -> world.users.writesFast()),

  UNKNOWN_REFUSAL(
      world -> refuse(world, 403, "pods \"x\" is forbidden: moon in the seventh house")),
  CHANGED_BY_ADMISSION(world -> world.api.changePods(change(world.random), ms(world, 2, 40))),
  NODE_FULL(world -> world.controlPlane.full(node(world), ms(world, 5, 150))),
  CLOCKS_APART(world -> world.store.clockIsAhead(world.random.nextInt(241) - 120));

  /** What may happen. */
  @FunctionalInterface
  private interface Injection {
    void into(Simulation world);
  }

  private static final List<String> GARBAGE_MESSAGES =
      List.of(
          "",
          "Segmentation fault",
          "\u0000\u0001\ufffd\u001b[31m",
          "netperf-probe/1 20\nrole=client\n",
          "netperf-probe/1 9999999999999\nrole=client\nnetperf-probe/end\n",
          "9".repeat(4096));

  /** What somebody's webhook makes of a pod. */
  private static final List<Consumer<Pod>> CHANGES =
      List.of(
          pod -> pod.getMetadata().setLabels(Map.of("somebody.example/else", "was here")),
          pod -> pod.getMetadata().setOwnerReferences(List.of()),
          pod -> pod.getSpec().setHostNetwork(pod.getSpec().getHostNetwork() == null ? true : null),
          pod -> pod.getSpec().getContainers().get(0).setArgs(List.of("forged")));

  private final Injection injection;

  Fault(Injection injection) {
    this.injection = injection;
  }

  void inject(Simulation world) {
    world.story.tell("FAULT", "%s", this);
    injection.into(world);
  }

  private static long ms(Simulation world, int least, int most) {
    return 1000L * (least + world.random.nextInt(most - least + 1));
  }

  private static String node(Simulation world) {
    return "node-" + (1 + world.random.nextInt(world.nodes));
  }

  private static Kind kind(Simulation world) {
    var kinds = OperatorProcess.KINDS;
    return kinds.get(world.random.nextInt(kinds.size()));
  }

  private static Consumer<Pod> change(Random random) {
    return CHANGES.get(random.nextInt(CHANGES.size()));
  }

  private static String garbage(Random random) {
    return GARBAGE_MESSAGES.get(random.nextInt(GARBAGE_MESSAGES.size()));
  }

  private static void pod(Simulation world, Consumer<Pod> what) {
    var pods = world.store.pods();
    if (!pods.isEmpty()) {
      var pod = pods.get(world.random.nextInt(pods.size()));
      world.story.tell("FAULT", "... to %s", pod.getMetadata().getName());
      what.accept(pod);
    }
  }

  private static void evicted(Simulation world, Pod pod) {
    if (pod.getStatus() != null && pod.getSpec().getNodeName() != null) {
      world.store.change(pod, TestPods.evicted(world.agenda.now()));
    } else {
      world.store.remove(pod);
    }
  }

  private static void relabelled(Simulation world, Pod pod) {
    world.store.change(
        pod, p -> p.getMetadata().getAnnotations().put("somebody.example/else", "was here"));
  }

  private static void refuse(Simulation world, int code, String message) {
    world.api.refusePods(ApiServer.error(code, message), ms(world, 2, 60));
  }
}
