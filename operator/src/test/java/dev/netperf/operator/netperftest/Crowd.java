package dev.netperf.operator.netperftest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.cluster.Deletions;
import dev.netperf.operator.cluster.NoCluster;
import dev.netperf.operator.cluster.OwnedObjects;
import dev.netperf.operator.cluster.Races;
import dev.netperf.operator.observe.Nodes;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.observe.ProbePodSource;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.observe.WaitingTests;
import dev.netperf.operator.placement.Claims;
import dev.netperf.operator.placement.Claims.Held;
import dev.netperf.operator.placement.Claims.Waiting;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.placement.Need;
import dev.netperf.operator.placement.NodeNames;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.operator.probe.TestSettings;
import dev.netperf.operator.stage.Decider;
import dev.netperf.operator.stage.TestPods;
import dev.netperf.plan.Specs;
import dev.netperf.tool.Envelopes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Many tests on many nodes. The operator's own {@link Turn}s are taken when something has happened,
 * and by no clock while a test waits for nodes: a wake-up that is lost is one that never comes.
 * After everything that happens it is checked that no node has two tests; whenever the operator has
 * nothing to do, that nobody waits who could go on.
 */
final class Crowd {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofMillis(200);

  private final Dice dice;
  private final int slots;
  private final Map<String, NetPerfTest> tests = new LinkedHashMap<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Pod> pods = new LinkedHashMap<>();
  private final Set<String> due = new LinkedHashSet<>();
  private final Map<String, Instant> alarms = new LinkedHashMap<>();
  private final List<String> admitted = new ArrayList<>();
  private final Map<String, Integer> uses = new LinkedHashMap<>();
  private final Map<String, Integer> waits = new LinkedHashMap<>();
  private Ledger ledger;
  private WaitingTests waitingTests;
  private Instant now = START;
  private int conflictPercent;
  private boolean podsTakeTime;
  private int namespaces = 1;
  private int arrivals;
  private int turns;
  private int woken;

  Crowd(Dice dice) {
    this(dice, 100);
  }

  /** With no more than so many samples at a time. */
  Crowd(Dice dice, int slots) {
    this.dice = dice;
    this.slots = slots;
    this.ledger = ledger();
    this.waitingTests = waitingTests();
  }

  // ---- given ----

  Crowd put(Node node) {
    nodes.put(node.getMetadata().getName(), node);
    return this;
  }

  /** So many of a hundred status writes meet somebody else's. */
  Crowd conflicts(int percent) {
    conflictPercent = percent;
    return this;
  }

  /** Clients measure, and deleted pods live, until their turn comes. */
  Crowd podsTakeTime() {
    podsTakeTime = true;
    return this;
  }

  /** Tests come from so many namespaces. */
  Crowd namespaces(int number) {
    namespaces = number;
    return this;
  }

  /** Somebody applies a test; its name tells its place among all that came. */
  String arrives(String spec) {
    var test = new NetPerfTest();
    var name = "t-" + arrivals;
    var uid = "%08x-0000-4000-8000-%012x".formatted(arrivals * 0x9E3779B1, arrivals);
    arrivals++;
    test.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("team-" + (namespaces == 1 ? 0 : dice.below(namespaces)))
            .withUid(uid)
            .withGeneration(1L)
            .withResourceVersion("1")
            .build());
    test.setSpec(Specs.spec(spec));
    tests.put(name, test);
    due.add(name);
    return name;
  }

  // ---- when ----

  /** One thing happens, whichever; false: nothing is left to happen but what somebody begins. */
  boolean step() {
    if (due.isEmpty()) {
      assertNobodyWaitsInVain();
    }
    var possible = new ArrayList<Runnable>();
    if (!due.isEmpty()) {
      possible.add(this::turn);
      possible.add(this::turn);
    }
    pods(p -> p.is(Role.CLIENT) && !p.ended() && !p.deleting())
        .findFirst()
        .ifPresent(pod -> possible.add(this::clientEnds));
    pods(ObservedPod::deleting).findFirst().ifPresent(pod -> possible.add(this::podGoes));
    if (possible.isEmpty() && !alarms.isEmpty()) {
      possible.add(this::alarm);
    }
    if (possible.isEmpty()) {
      return false;
    }
    dice.oneOf(possible).run();
    return true;
  }

  /** Until nothing is left to happen. */
  Crowd settle() {
    for (long steps = 0; step(); steps++) {
      assertThat(steps).as("comes to rest").isLessThan(1_000_000);
    }
    return this;
  }

  /** The operator does what there is to do, and nothing else happens meanwhile. */
  Crowd operatorRests() {
    while (!due.isEmpty()) {
      turn();
    }
    assertNobodyWaitsInVain();
    return this;
  }

  /** Every pod whose deletion was asked for is gone. */
  Crowd deletedPodsGo() {
    pods(ObservedPod::deleting).toList().forEach(pod -> gone(pod.pod()));
    return this;
  }

  /** Somebody deletes a test. */
  void delete(String name) {
    var test = tests.remove(name);
    waitingTests.onResourceDeleted(test);
    due.remove(name);
    alarms.remove(name);
    var uid = test.getMetadata().getUid();
    pods(p -> uid.equals(label(p.pod(), Labels.TEST_UID))).toList().forEach(p -> remove(p.pod()));
  }

  /** Somebody applies another spec. */
  void apply(String name, String spec) {
    var metadata = tests.get(name).getMetadata();
    tests.get(name).setSpec(Specs.spec(spec));
    metadata.setGeneration(metadata.getGeneration() + 1);
    due.add(name);
  }

  /** A node changes, which concerns those that use it and all that wait. */
  void changes(Node node) {
    put(node);
    var name = node.getMetadata().getName();
    Stream.concat(ledger.users(name).stream(), ledger.waiting().stream())
        .forEach(test -> due.add(test.name()));
  }

  /** Somebody takes the nodes out of a status. */
  void losesItsNodes(String name) {
    ObjectNode status = JSON.valueToTree(tests.get(name).getStatus());
    status.remove("nodes");
    tests.get(name).setStatus(JSON.convertValue(status, NetPerfTestStatus.class));
  }

  /** The operator is another process, which knows the statuses and nothing else. */
  void recoverLedger() {
    ledger = ledger();
    waitingTests = waitingTests();
    new LedgerRecovery(ledger, () -> tests.values().stream(), view(), TestSettings.PLAIN).once();
  }

  /** Everybody looks again, as after a change of every node. */
  void everybodyLooks() {
    due.addAll(dice.shuffled(List.copyOf(tests.keySet())));
  }

  /** The operator is another process. */
  void restart() {
    recoverLedger();
    everybodyLooks();
  }

  // ---- then ----

  Claims claims() {
    return ledger.all(alive(""));
  }

  /** Who has and who awaits which nodes, in words. */
  Set<String> ledgerInWords() {
    var words = new TreeSet<String>();
    claims().held().forEach(h -> words.add(h.node() + " has " + h.holder().name()));
    claims().waiting().forEach(w -> words.add(w.test().name() + " awaits " + w.wanted()));
    return words;
  }

  List<String> names() {
    return List.copyOf(tests.keySet());
  }

  NetPerfTest test(String name) {
    return tests.get(name);
  }

  String reason(String name) {
    return Optional.ofNullable(tests.get(name).getStatus())
        .flatMap(status -> status.condition(Condition.READY))
        .map(Condition::reason)
        .orElse("none");
  }

  boolean finished(String name) {
    var status = tests.get(name).getStatus();
    return status != null && status.finished();
  }

  /** Who was admitted, in this order. */
  List<String> admitted() {
    return List.copyOf(admitted);
  }

  /** How many tests each node has had. */
  Map<String, Integer> uses() {
    return Map.copyOf(uses);
  }

  int turns() {
    return turns;
  }

  /** How many status writes each test's wait has cost. */
  Map<String, Integer> waits() {
    return Map.copyOf(waits);
  }

  /** How many turns were taken because nodes came free. */
  int woken() {
    return woken;
  }

  /** Whether there are two nodes in the cluster that would do for a test, busy or not. */
  boolean satisfiable(String name) {
    var spec = tests.get(name).getSpec();
    return new Need(spec.server(), spec.client(), spec.placement())
        .candidates("", nodes.values())
        .best(node -> true)
        .isPresent();
  }

  private void assertNoNodeHasTwo() {
    var holders = new LinkedHashMap<String, Set<String>>();
    for (var held : ledger.all(alive("")).held()) {
      holders.computeIfAbsent(held.node(), n -> new HashSet<>()).add(held.holder().uid());
    }
    assertThat(holders.entrySet()).allMatch(entry -> entry.getValue().size() == 1);
  }

  /** By the operator's own decision on each, not by what says who is to be woken. */
  private void assertNobodyWaitsInVain() {
    for (var waiting : ledger.waiting()) {
      var decision = Decider.decide(observe(tests.get(waiting.name()), Optional.empty()));
      assertThat(decision.nodes())
          .as("%s sleeps and could go on; %s", waiting.name(), ledgerInWords())
          .isEmpty();
    }
  }

  /** Nobody may take a node that an earlier one of the namespace waits for. */
  private void assertOvertakesNobody(NetPerfTest test, List<Waiting> queue) {
    var names = nodesOf(test);
    var since = Instant.parse(test.getStatus().run().startTime());
    for (var other : queue) {
      var earlier =
          other.since().isBefore(since)
              || (other.since().equals(since)
                  && other.test().uid().compareTo(test.getMetadata().getUid()) < 0);
      var same = other.test().namespace().equals(test.getMetadata().getNamespace());
      assertThat(same && earlier && other.wanted().overlaps(names))
          .as("%s overtakes %s", test.getMetadata().getName(), other)
          .isFalse();
    }
  }

  // ---- what happens ----

  private void turn() {
    var name = dice.oneOf(List.copyOf(due));
    due.remove(name);
    var test = tests.get(name);
    var queue = ledger.others(TestRef.of(test), List.of()).waiting();
    var hadNodes = hasNodes(test);
    turns++;
    var again =
        new Turn(
                ledger,
                waitingTests::wake,
                this::observe,
                new Memory(),
                new Races(),
                new Deletions())
            .take(test);
    var after = tests.get(name);
    if (!hadNodes && hasNodes(after)) {
      admitted.add(name);
      nodesOf(after).names().forEach(node -> uses.merge(node, 1, Integer::sum));
      assertOvertakesNobody(after, queue);
    }
    assertNoNodeHasTwo();
    alarms.remove(name);
    if (again.filter(SOON::equals).isPresent()) {
      due.add(name);
    } else if (!reason(name).equals("NodesBusy")) {
      again.ifPresent(delay -> alarms.put(name, now.plus(delay)));
    }
  }

  private void alarm() {
    var next = alarms.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    now = next.getValue().isAfter(now) ? next.getValue() : now;
    due.add(next.getKey());
  }

  private void clientEnds() {
    var running = pods(p -> p.is(Role.CLIENT) && !p.ended() && !p.deleting()).toList();
    ends(dice.oneOf(running).pod());
  }

  private void ends(Pod pod) {
    var test = tests.get(label(pod, Labels.TEST));
    var seconds = test.getSpec().durationSeconds();
    TestPods.ends(
        pod, 0, Envelopes.ended(0, Envelopes.qperf(seconds, 9_000_000_000L + turns, 40_000)));
    now = now.plusSeconds(1);
    due.add(test.getMetadata().getName());
  }

  private void podGoes() {
    gone(dice.oneOf(pods(ObservedPod::deleting).toList()).pod());
  }

  private void remove(Pod pod) {
    if (podsTakeTime && !new ObservedPod(pod).ended()) {
      pod.getMetadata().setDeletionTimestamp(now.toString());
    } else {
      gone(pod);
    }
  }

  private void gone(Pod pod) {
    pods.remove(pod.getMetadata().getName());
    waitingTests.gone(pod.getSpec().getNodeName());
    if (tests.containsKey(label(pod, Labels.TEST))) {
      due.add(label(pod, Labels.TEST));
    }
  }

  /** What the API server does. */
  private final class Memory extends NoCluster {
    @Override
    public NetPerfTest applyStatus(NetPerfTest written) {
      if (dice.chance(conflictPercent)) {
        throw new KubernetesClientException("somebody else was faster", 409, null);
      }
      var before = tests.get(written.getMetadata().getName());
      var after = new NetPerfTest();
      after.setMetadata(before.getMetadata());
      after.setSpec(before.getSpec());
      after.setStatus(written.getStatus());
      tests.put(before.getMetadata().getName(), after);
      if (reason(before.getMetadata().getName()).equals("NodesBusy")) {
        waits.merge(before.getMetadata().getName(), 1, Integer::sum);
      }
      return after;
    }

    @Override
    public HasMetadata create(HasMetadata object) {
      var pod = (Pod) object;
      if (pods.putIfAbsent(pod.getMetadata().getName(), pod) != null) {
        return pod;
      }
      pod.getMetadata().setCreationTimestamp(now.toString());
      due.add(label(pod, Labels.TEST));
      if (!new ObservedPod(pod).is(Role.CLIENT)) {
        TestPods.listens(pod);
      } else {
        TestPods.runs(pod, now);
        if (!podsTakeTime) {
          ends(pod);
        }
      }
      return pod;
    }

    @Override
    public Optional<HasMetadata> get(HasMetadata object) {
      return Optional.ofNullable(pods.get(object.getMetadata().getName()));
    }

    @Override
    public void delete(HasMetadata object) {
      remove((Pod) object);
    }

    @Override
    public List<Pod> pods(NetPerfTest owner) {
      return pods.values().stream().filter(pod -> OwnedObjects.owned(pod, owner)).toList();
    }

    @Override
    public List<Service> services(NetPerfTest owner) {
      return List.of();
    }

    @Override
    public Optional<Node> node(String name) {
      return Optional.ofNullable(nodes.get(name));
    }

    @Override
    public List<Node> nodes() {
      return List.copyOf(nodes.values());
    }

    @Override
    public void post(Event event) {
      // nobody reads it here
    }
  }

  private WaitingTests waitingTests() {
    var source =
        new WaitingTests(ledger, () -> claims().ready(nodes.values()), (pause, task) -> {});
    source.setEventHandler(
        event -> {
          woken += due.add(event.getRelatedCustomResourceID().getName()) ? 1 : 0;
        });
    return source;
  }

  private Ledger ledger() {
    return new Ledger(slots, () -> Duration.between(START, now).toNanos());
  }

  private Observation observe(NetPerfTest test, Optional<Refusal> refusal) {
    var uid = test.getMetadata().getUid();
    return new Observation(
        test,
        pods(p -> uid.equals(label(p.pod(), Labels.TEST_UID))).toList(),
        List.of(),
        List.of(),
        view(),
        run -> ledger.others(TestRef.of(test), alive(run)),
        node -> Duration.ZERO,
        refusal,
        TestSettings.PLAIN,
        now);
  }

  private Nodes view() {
    return new Nodes() {
      @Override
      public Optional<Node> get(String name) {
        return Optional.ofNullable(nodes.get(name));
      }

      @Override
      public Collection<Node> all() {
        return nodes.values();
      }
    };
  }

  private Collection<Held> alive(String exceptRun) {
    return ProbePodSource.alive(pods.values().stream(), exceptRun, now);
  }

  private Stream<ObservedPod> pods(Predicate<ObservedPod> condition) {
    return pods.values().stream().map(pod -> new ObservedPod(pod)).filter(condition);
  }

  private static String label(Pod pod, String key) {
    return pod.getMetadata().getLabels().get(key);
  }

  private static boolean hasNodes(NetPerfTest test) {
    var status = test.getStatus();
    return status != null && status.run() != null && status.run().admissionTime() != null;
  }

  private static NodeNames nodesOf(NetPerfTest test) {
    var pair = test.getStatus().nodes();
    return new NodeNames(pair.server().name(), pair.client().name());
  }
}
