package dev.netperf.operator.simulation;

import dev.netperf.operator.fake.Store;
import dev.netperf.operator.fake.Store.Change;
import dev.netperf.operator.fake.Store.Kind;
import dev.netperf.operator.fake.TestPods;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.tool.Envelopes;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The kubelets, and the processes on their nodes, which run on where a kubelet doesn't. */
final class Kubelets {
  private static final String PORT_TAKEN = Envelopes.recorded("listen-port-taken-server");
  private static final String NO_SERVER = Envelopes.recorded("nothing-listens");
  private static final String SERVER_KILLED = Envelopes.recorded("server-killed-in-bandwidth");
  private static final String SERVICE = ApiServer.SERVICE_ADDRESS;
  private static final int SAMPLE = 2000;

  /** What no client measures. */
  private static final long FORGED = 999_999_999;

  private static final long SETTLING = 2000;

  /** What the entry script allows beyond the measuring. */
  private static final int BOUND = 30_000;

  private final Agenda agenda;
  private final Store store;
  private final Random random;
  private final Truth truth;
  private final Story story;
  private final Consumer<Client> onStart;
  private final Map<String, Running> processes = new LinkedHashMap<>();
  private final Set<String> down = new HashSet<>();
  private final Map<String, Long> started = new HashMap<>();
  private final Set<String> unplugged = new HashSet<>();
  private final Set<String> portTaken = new HashSet<>();
  private final Map<String, Long> withoutImage = new HashMap<>();
  private final Deque<String> garbage = new ArrayDeque<>();

  /** A client that measures now. */
  record Client(String run, String pod, Set<String> nodes) {}

  private static final class Running {
    final ObservedPod pod;
    final String node;
    boolean alive = true;
    boolean hung;
    boolean disturbed;
    Optional<Consumer<Pod>> end = Optional.empty();
    Optional<Client> measuring = Optional.empty();

    Running(Pod pod) {
      this.pod = new ObservedPod(pod);
      this.node = pod.getSpec().getNodeName();
    }

    /** Whether admission made something else of it than was asked for. */
    boolean changed() {
      return pod.pod().getMetadata().getAnnotations().containsKey(ApiServer.CHANGED);
    }

    String label(String name) {
      return pod.pod().getMetadata().getLabels().get(name);
    }

    boolean serves(Running client) {
      return alive
          && !hung
          && pod.is(Role.SERVER)
          && (client.target().equals(SERVICE)
              ? label(Labels.RUN).equals(client.label(Labels.RUN)) && pod.network() == Network.POD
              : client.target().equals(TestPods.address(pod.pod())));
    }

    /** The address that a client was given. */
    String target() {
      return pod.pod().getSpec().getContainers().get(0).getEnv().stream()
          .filter(env -> env.getName().equals("PROBE_TARGET"))
          .findFirst()
          .orElseThrow()
          .getValue();
    }
  }

  Kubelets(
      Agenda agenda,
      Store store,
      Random random,
      Truth truth,
      Story story,
      Consumer<Client> onStart) {
    this.agenda = agenda;
    this.store = store;
    this.random = random;
    this.truth = truth;
    this.story = story;
    this.onStart = onStart;
    store.watch(this::happened);
  }

  /** The clients that measure now, whatever the API server knows of them. */
  Set<Client> measuring() {
    var clients = new HashSet<Client>();
    for (var process : processes.values()) {
      if (process.alive) {
        process.measuring.ifPresent(clients::add);
      }
    }
    return clients;
  }

  // ---- faults ----

  void kubeletStops(String node) {
    down.add(node);
  }

  boolean runs(String node) {
    return !down.contains(node);
  }

  /** Whether it runs for long enough to have done what was due. */
  boolean settled(String node) {
    return runs(node) && agenda.millis() - started.getOrDefault(node, -SETTLING) >= SETTLING;
  }

  void kubeletStarts(String node) {
    down.remove(node);
    started.put(node, agenda.millis());
    store.pods().stream()
        .filter(pod -> node.equals(pod.getSpec().getNodeName()))
        .forEach(pod -> look(pod, 500));
  }

  /** All that ran on the node has ended, and nobody could report how. */
  void nodeReboots(String node) {
    for (var process : processes.values()) {
      if (process.node.equals(node) && process.alive) {
        process.alive = false;
        process.end = Optional.of(pod -> TestPods.ends(pod, 137, null));
      }
    }
  }

  void unplug(String node, long millis) {
    unplugged.add(node);
    processes.values().stream()
        .filter(p -> p.alive && p.measuring.map(c -> c.nodes().contains(node)).orElse(false))
        .forEach(p -> p.disturbed = true);
    agenda.in(millis, () -> unplugged.remove(node));
  }

  void portIsTaken(String node, long millis) {
    portTaken.add(node);
    agenda.in(millis, () -> portTaken.remove(node));
  }

  void imageIsMissing(String node, long millis) {
    withoutImage.put(node, agenda.millis() + millis);
  }

  /** The next client's container ends with this message. */
  void spoil(String message) {
    garbage.add(message);
  }

  /** Servers that live hang for ever. */
  void serversHang() {
    processes.values().stream()
        .filter(p -> p.alive && p.pod.is(Role.SERVER))
        .forEach(p -> p.hung = true);
  }

  /** The process of a pod, if it runs, is ended from outside. */
  void ends(Pod pod, Consumer<Pod> how) {
    Optional.ofNullable(processes.get(pod.getMetadata().getUid()))
        .ifPresent(process -> end(process, how));
  }

  // ---- a pod's life ----

  private void happened(Change change) {
    if (change.kind() != Kind.POD) {
      return;
    }
    var pod = (Pod) change.object();
    if (change.after() == null) {
      Optional.ofNullable(processes.remove(pod.getMetadata().getUid()))
          .ifPresent(p -> p.alive = false);
    } else if (pod.getSpec().getNodeName() != null) {
      look(pod, 5 + random.nextInt(400));
    }
  }

  private void look(Pod pod, long delay) {
    var name = pod.getMetadata().getName();
    var uid = pod.getMetadata().getUid();
    agenda.in(delay, () -> store.pod(name, uid).ifPresent(this::sync));
  }

  /** What a kubelet does when it looks at a pod. */
  private void sync(Pod pod) {
    if (down.contains(pod.getSpec().getNodeName())) {
      return;
    }
    var process = processes.get(pod.getMetadata().getUid());
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      if (process != null && process.alive && random.nextBoolean()) {
        end(process, p -> TestPods.ends(p, 137, null));
        store.change(pod, process.end.get());
      } else {
        store.remove(pod);
      }
    } else if (process == null) {
      if (!new ObservedPod(pod).ended()) {
        start(pod);
      }
    } else if (process.end.isPresent() && !new ObservedPod(pod).ended()) {
      store.change(pod, process.end.get());
    }
  }

  private void start(Pod pod) {
    var node = pod.getSpec().getNodeName();
    if (withoutImage.getOrDefault(node, 0L) > agenda.millis()) {
      if (pod.getStatus() == null || pod.getStatus().getContainerStatuses().isEmpty()) {
        store.change(pod, TestPods.waits("ErrImagePull", "not found"));
      } else {
        look(pod, 5000);
      }
      return;
    }
    var process = new Running(pod);
    processes.put(pod.getMetadata().getUid(), process);
    var now = agenda.now();
    if (process.pod.is(Role.CLIENT)) {
      store.change(pod, p -> TestPods.runs(p, now));
      connect(process, now);
    } else if (process.pod.network() == Network.HOST && portTaken.contains(node)) {
      end(process, p -> TestPods.ends(p, 1, PORT_TAKEN));
    } else {
      store.change(pod, p -> TestPods.runs(p, now));
      agenda.in(100 + random.nextInt(300), () -> listen(process));
    }
  }

  private void listen(Running process) {
    var metadata = process.pod.pod().getMetadata();
    if (process.alive && !down.contains(process.node)) {
      store
          .pod(metadata.getName(), metadata.getUid())
          .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
          .ifPresent(pod -> store.change(pod, TestPods::listens));
    } else if (process.alive) {
      agenda.in(2000, () -> listen(process));
    }
  }

  private void connect(Running client, Instant started) {
    var server =
        processes.values().stream()
            .filter(p -> p.serves(client))
            .max((a, b) -> a.pod.attempt().compareTo(b.pod.attempt()));
    if (server.isEmpty()) {
      agenda.in(10_000, () -> end(client, p -> TestPods.ends(p, 1, NO_SERVER)));
      return;
    }
    var nodes = Set.of(client.node, server.get().node);
    client.measuring = Optional.of(new Client(client.label(Labels.RUN), client.pod.name(), nodes));
    client.disturbed = nodes.stream().anyMatch(unplugged::contains);
    onStart.accept(client.measuring.get());
    agenda.in(SAMPLE, () -> measured(client, server.get(), started));
  }

  private void measured(Running client, Running server, Instant started) {
    if (!client.alive) {
      return;
    }
    if (client.disturbed || server.hung) {
      agenda.in(BOUND, () -> end(client, p -> TestPods.ends(p, 124, Envelopes.timedOut(""))));
    } else if (!server.alive) {
      end(client, p -> TestPods.ends(p, 1, SERVER_KILLED));
    } else {
      var message =
          Objects.requireNonNullElseGet(garbage.poll(), () -> value(client, server, started));
      end(client, p -> TestPods.ends(p, 0, message));
    }
  }

  private String value(Running client, Running server, Instant started) {
    var measured =
        new Truth.Measured(
            client.label(Labels.TEST_UID),
            client.label(Labels.RUN),
            client.pod.attempt().sample(),
            client.pod.attempt().number(),
            client.label(Labels.PATH),
            server.node,
            client.node);
    long bits =
        Stream.of(client, server).anyMatch(Running::changed)
            ? FORGED
            : truth.measure(client.pod.pod().getMetadata().getUid(), measured, agenda.millis());
    return Envelopes.ended(0, Envelopes.qperf(1, bits, 40_000), started, agenda.now());
  }

  /** The process ends; its kubelet, if it runs, says so. */
  private void end(Running process, Consumer<Pod> how) {
    if (!process.alive) {
      return;
    }
    process.alive = false;
    process.end = Optional.of(how);
    story.tell("node", "%s ended on %s", process.pod.name(), process.node);
    var metadata = process.pod.pod().getMetadata();
    store
        .pod(metadata.getName(), metadata.getUid())
        .ifPresent(pod -> look(pod, 5 + random.nextInt(300)));
  }
}
