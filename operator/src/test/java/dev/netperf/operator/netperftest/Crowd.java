package dev.netperf.operator.netperftest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.cluster.Deletions;
import dev.netperf.operator.cluster.Races;
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
import dev.netperf.operator.probe.TestSettings;
import dev.netperf.operator.stage.Decider;
import io.fabric8.kubernetes.api.model.Node;
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
import java.util.stream.Stream;

/**
 * Many tests on many nodes. The operator's own {@link Turn}s are taken when something has happened,
 * and by no clock while a test waits for nodes: a wake-up that is lost is one that never comes.
 * After everything that happens it is checked that no node has two tests; whenever the operator has
 * nothing to do, that nobody waits who could go on.
 */
final class Crowd {
  private static final Duration SOON = Duration.ofMillis(200);

  private final Dice dice;
  private final int slots;
  private final CrowdedCluster cluster;
  private final Set<String> due = new LinkedHashSet<>();
  private final Map<String, Instant> alarms = new LinkedHashMap<>();
  private final List<String> admitted = new ArrayList<>();
  private final Map<String, Integer> uses = new LinkedHashMap<>();
  private Ledger ledger;
  private WaitingTests waitingTests;
  private int turns;
  private int woken;

  Crowd(Dice dice) {
    this(dice, 100);
  }

  /** With no more than so many samples at a time. */
  Crowd(Dice dice, int slots) {
    this.dice = dice;
    this.slots = slots;
    this.cluster = new CrowdedCluster(dice, due::add, node -> waitingTests.gone(node));
    this.ledger = ledger();
    this.waitingTests = waitingTests();
  }

  // ---- given ----

  Crowd put(Node node) {
    cluster.view().put(node);
    return this;
  }

  /** So many of a hundred status writes meet somebody else's. */
  Crowd conflicts(int percent) {
    cluster.conflicts(percent);
    return this;
  }

  /** Clients measure, and deleted pods live, until their turn comes. */
  Crowd podsTakeTime() {
    cluster.podsTakeTime();
    return this;
  }

  /** Tests come from so many namespaces. */
  Crowd namespaces(int number) {
    cluster.namespaces(number);
    return this;
  }

  /** Somebody applies a test; its name tells its place among all that came. */
  String arrives(String spec) {
    return cluster.arrives(spec);
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
    if (cluster.clientsMeasure()) {
      possible.add(cluster::clientEnds);
    }
    if (cluster.podsAreDeleted()) {
      possible.add(cluster::podGoes);
    }
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
    cluster.deletedPodsGo();
    return this;
  }

  /** Somebody deletes a test. */
  void delete(String name) {
    waitingTests.onResourceDeleted(cluster.test(name));
    due.remove(name);
    alarms.remove(name);
    cluster.delete(name);
  }

  /** Somebody applies another spec. */
  void apply(String name, String spec) {
    cluster.apply(name, spec);
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
    cluster.losesItsNodes(name);
  }

  /** The operator is another process, which knows the statuses and nothing else. */
  void recoverLedger() {
    ledger = ledger();
    waitingTests = waitingTests();
    new LedgerRecovery(ledger, () -> cluster.tests().stream(), cluster.view(), TestSettings.PLAIN)
        .once();
  }

  /** Everybody looks again, as after a change of every node. */
  void everybodyLooks() {
    due.addAll(dice.shuffled(cluster.names()));
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
    return cluster.names();
  }

  NetPerfTest test(String name) {
    return cluster.test(name);
  }

  String reason(String name) {
    return cluster.reason(name);
  }

  boolean finished(String name) {
    var status = cluster.test(name).getStatus();
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
    return cluster.waits();
  }

  /** How many turns were taken because nodes came free. */
  int woken() {
    return woken;
  }

  /** Whether there are two nodes in the cluster that would do for a test, busy or not. */
  boolean satisfiable(String name) {
    var spec = cluster.test(name).getSpec();
    return new Need(spec.server(), spec.client(), spec.placement())
        .candidates("", cluster.view().all())
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
      var decision = Decider.decide(observe(cluster.test(waiting.name()), Optional.empty()));
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
    var test = cluster.test(name);
    var queue = ledger.others(TestRef.of(test), List.of()).waiting();
    var hadNodes = hasNodes(test);
    turns++;
    var again =
        new Turn(ledger, waitingTests::wake, this::observe, cluster, new Races(), new Deletions())
            .take(test);
    var after = cluster.test(name);
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
      again.ifPresent(delay -> alarms.put(name, cluster.now().plus(delay)));
    }
  }

  private void alarm() {
    var next = alarms.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
    cluster.passUntil(next.getValue());
    due.add(next.getKey());
  }

  private WaitingTests waitingTests() {
    var source =
        new WaitingTests(ledger, () -> claims().ready(cluster.view().all()), (pause, task) -> {});
    source.setEventHandler(
        event -> {
          woken += due.add(event.getRelatedCustomResourceID().getName()) ? 1 : 0;
        });
    return source;
  }

  private Ledger ledger() {
    return new Ledger(slots, () -> Duration.between(CrowdedCluster.START, cluster.now()).toNanos());
  }

  private Observation observe(NetPerfTest test, Optional<Refusal> refusal) {
    return new Observation(
        test,
        cluster.podsOf(test.getMetadata().getUid()).toList(),
        List.of(),
        List.of(),
        cluster.view(),
        run -> ledger.others(TestRef.of(test), alive(run)),
        node -> Duration.ZERO,
        refusal,
        TestSettings.PLAIN,
        cluster.now());
  }

  private Collection<Held> alive(String exceptRun) {
    return ProbePodSource.alive(cluster.pods(), exceptRun, cluster.now());
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
