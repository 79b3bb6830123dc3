package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Exclusion;
import dev.netperf.api.v1alpha1.NodeFacts;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.operator.placement.Turns;
import dev.netperf.operator.probe.Admitted;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.Role;
import dev.netperf.run.RunState;
import dev.netperf.text.OneLine;
import dev.netperf.text.Times;
import dev.netperf.tool.Envelope;
import dev.netperf.tool.ProbeTool;
import dev.netperf.tool.Reading;
import dev.netperf.tool.Task;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what became of the attempt under way: a finished pod that is not yet recorded is
 * recorded before anything else is decided, whatever else has happened.
 */
final class Harvest implements Stage {
  /** Samples that are compared have at most so much idle time between them, beyond the pause. */
  private static final Duration TOGETHER = Duration.ofSeconds(30);

  @Override
  public Step apply(Situation situation) {
    if (situation.sample().isEmpty() || !situation.state().admitted()) {
      return situation.next();
    }
    return new Step.Next(
        ofStray(situation)
            .or(() -> ofClient(situation))
            .or(() -> ofServer(situation))
            .orElse(situation));
  }

  /** A pod of the attempt under way, by its name the run's own, that is not on the run's node. */
  private static Optional<Situation> ofStray(Situation situation) {
    return situation.observation().pods().stream()
        .filter(pod -> pod.ofRun(situation.state().run().id()) && !pod.deleting())
        .filter(pod -> pod.attempt().equals(situation.attempt()) && situation.misplaced(pod))
        .filter(Admitted::rightlyNamed)
        .flatMap(
            pod ->
                changed(situation, pod, pod.is(Role.CLIENT) ? Role.CLIENT : Role.SERVER).stream())
        .findFirst();
  }

  private static Optional<Situation> changed(Situation situation, ObservedPod pod, Role role) {
    return PodFaults.changed(pod, role, situation.node(role))
        .map(fault -> situation.failed(role, fault.reason(), fault.message()));
  }

  private static Optional<Situation> ofClient(Situation situation) {
    return situation
        .client()
        .flatMap(
            client ->
                client.ended()
                    ? changed(situation, client, Role.CLIENT)
                        .or(() -> Optional.of(ended(situation, client)))
                    : fault(situation, client, Role.CLIENT));
  }

  /**
   * The server matters while its client runs, and before, when it is to be used next. One that is
   * on its way out with nobody to miss it is simply replaced.
   */
  private static Optional<Situation> ofServer(Situation situation) {
    var server = server(situation);
    if (server.isPresent() && (situation.clientUnderWay() || !server.get().deleting())) {
      return fault(situation, server.get(), Role.SERVER);
    }
    return situation.clientUnderWay() ? Optional.of(serverGone(situation)) : Optional.empty();
  }

  private static Optional<ObservedPod> server(Situation situation) {
    return situation.server(Network.ofServer(situation.sample().orElseThrow().path()));
  }

  private static Situation serverGone(Situation situation) {
    return situation.failed(
        Role.SERVER, Reason.PodDeleted, "The server pod was deleted while a client ran");
  }

  private static Optional<Situation> fault(Situation situation, ObservedPod pod, Role role) {
    var node = situation.observation().nodes().get(situation.node(role));
    return PodFaults.of(pod, role, situation.node(role), node, situation)
        .map(fault -> situation.failed(role, fault.reason(), fault.message()));
  }

  private static Situation ended(Situation situation, ObservedPod client) {
    var envelope =
        client.terminated().map(ContainerStateTerminated::getMessage).flatMap(Envelope::parse);
    var spec = situation.spec();
    var task = Task.of(spec, situation.sample().orElseThrow());
    var reading = envelope.map(e -> ProbeTool.of(spec.tool()).read(e, task));
    if (reading.isPresent() && reading.get() instanceof Reading.Measured measured) {
      return recorded(situation, client, measured, envelope.get());
    }
    return serverFault(situation)
        .orElseGet(
            () -> {
              var fault =
                  PodFaults.ofEndedClient(
                      client, reading.map(Reading.Failed.class::cast), situation.node(Role.CLIENT));
              return situation.failed(
                  Role.CLIENT, fault.reason(), fault.message() + onTheWay(situation, fault));
            });
  }

  /** What lies between the two, where it is more than the network. */
  private static String onTheWay(Situation situation, PodFaults.Fault fault) {
    return fault.reason() == Reason.ConnectFailed
            && situation.sample().orElseThrow().path().throughService()
        ? ", through the test's Service: its rules on node "
            + situation.node(Role.CLIENT)
            + " may be at fault (kube-proxy)"
        : "";
  }

  /** A server that went away is why its client failed. */
  private static Optional<Situation> serverFault(Situation situation) {
    var server = server(situation);
    if (server.isEmpty()) {
      return Optional.of(serverGone(situation));
    }
    return server
        .filter(s -> s.ended() || s.deleting())
        .flatMap(s -> fault(situation, s, Role.SERVER));
  }

  private static Situation recorded(
      Situation situation, ObservedPod client, Reading.Measured measured, Envelope envelope) {
    var planned = situation.sample().orElseThrow();
    var server = server(situation);
    var sample =
        new Sample(
            planned.index(),
            planned.repetition(),
            planned.path().name(),
            situation.attempt().number(),
            planned.warmup() ? Exclusion.Warmup.name() : null,
            Times.millis(envelope.started()),
            Times.millis(envelope.finished()),
            concurrent(situation.turns()),
            measured.values());
    var nodes = situation.state().nodes();
    var facts =
        new NodePair(
            facts(nodes.server(), measured.serverCpuModel(), server),
            facts(nodes.client(), measured.clientCpuModel(), Optional.of(client)));
    var state =
        situation
            .state()
            .recorded(
                sample,
                facts,
                envelope.toolVersion(),
                envelope.networkInterface(planned.path()),
                situation.now());
    return situation.with(parted(situation, sample) ? retaken(state, situation, sample) : state);
  }

  private static NodeFacts facts(
      NodeFacts before, Optional<String> cpuModel, Optional<ObservedPod> pod) {
    return before.with(
        cpuModel.map(OneLine::fact),
        pod.flatMap(ObservedPod::imageId).map(OneLine::fact),
        pod.map(Admitted::sidecars).orElse(List.of()));
  }

  private static Integer concurrent(Turns turns) {
    return turns.limit() == 1 ? null : turns.most();
  }

  /**
   * Whether too much time passed since the sample before, by the client node's clock alone. Once in
   * a repetition: where pods always take long to start, there is nothing better to be had. Nor is
   * there where others have their turns between.
   */
  private static boolean parted(Situation situation, Sample sample) {
    var partners = situation.plan().partners(situation.sample().orElseThrow());
    var last = situation.state().lastSample();
    if (partners.isEmpty() || last.isEmpty() || situation.state().partedBefore(partners)) {
      return false;
    }
    var gap =
        Duration.between(Instant.parse(last.get().endTime()), Instant.parse(sample.startTime()));
    var measuring = situation.plan().sampleDuration();
    return gap.minusSeconds(situation.spec().pauseSeconds())
            .minusSeconds(Optional.ofNullable(situation.state().run().queuedSeconds()).orElse(0))
            .compareTo(measuring.compareTo(TOGETHER) > 0 ? measuring : TOGETHER)
        > 0;
  }

  private static RunState retaken(RunState state, Situation situation, Sample sample) {
    var all = new HashSet<>(situation.plan().partners(situation.sample().orElseThrow()));
    all.add(sample.index());
    return state.parted(all).interrupted();
  }
}
