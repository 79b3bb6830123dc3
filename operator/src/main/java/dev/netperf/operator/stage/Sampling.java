package dev.netperf.operator.stage;

import dev.netperf.operator.api.v1alpha1.Path;
import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ProbePod;
import dev.netperf.operator.probe.ProbeService;
import dev.netperf.operator.probe.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The next sample is taken: one client pod, when the last one has ended (a deleted pod runs on for
 * a while) and the pause since the last sample is over.
 */
final class Sampling implements Stage {
  @Override
  public Step apply(Situation situation) {
    var sample = situation.sample().orElseThrow();
    var measuring = "Measuring " + sample + " of " + situation.plan().samples().size();
    if (situation.client().isPresent()) {
      return PodFaults.held(situation.client().get(), "client", situation.nodes().client())
          .map(why -> situation.progressing(Reason.Starting, why))
          .orElseGet(() -> situation.progressing(Reason.Measuring, measuring));
    }
    if (situation.pods().stream().anyMatch(p -> p.is(Role.CLIENT) && !p.ended())) {
      return situation.progressing(
          Reason.Measuring, "Waiting for the client of the last attempt to end, then " + sample);
    }
    var pause = pause(situation);
    if (!pause.isNegative() && !pause.isZero()) {
      return situation.progressing(Reason.Measuring, "Pausing before " + sample, pause);
    }
    var server = situation.server(Network.ofServer(sample.path())).orElseThrow();
    var client =
        situation
            .probes()
            .client(
                sample,
                situation.attempt(),
                situation.nodes().client(),
                address(situation, sample.path(), server),
                server);
    return situation.progressing(Reason.Measuring, measuring, List.of(client));
  }

  private static String address(Situation situation, Path path, ProbePod server) {
    return path == Path.PodToService
        ? situation.service().flatMap(ProbeService::address).orElseThrow()
        : server.address(situation.state().family()).orElseThrow();
  }

  /** By the operator's clock alone: the nodes' may be apart. */
  private static Duration pause(Situation situation) {
    var last = situation.state().lastSampleTime();
    return last == null
        ? Duration.ZERO
        : Duration.between(
            situation.now(), Instant.parse(last).plusSeconds(situation.spec().pauseSeconds()));
  }
}
