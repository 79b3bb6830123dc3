package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import dev.netperf.operator.probe.ProbeService;
import dev.netperf.run.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The next sample is taken: one client pod, when the last one has ended (a deleted pod runs on for
 * a while), the pause since the last sample is over, and it is this test's turn.
 */
final class Sampling implements Stage {
  @Override
  public Step apply(Situation situation) {
    var sample = situation.sample().orElseThrow();
    var measuring = "Measuring " + sample + " of " + situation.plan().samples().size();
    var client = situation.client();
    if (client.isPresent()) {
      var granted = situation.with(situation.state().granted());
      return PodFaults.held(client.get(), "client", situation.nodes().client())
          .map(why -> granted.progressing(Reason.Starting, why))
          .orElseGet(() -> granted.progressing(Reason.Measuring, measuring));
    }
    if (situation.anyClientRuns()) {
      return situation.progressing(
          Reason.Measuring, "Waiting for the client of the last attempt to end, then " + sample);
    }
    var pause = pause(situation);
    if (!pause.isNegative() && !pause.isZero()) {
      return situation.progressing(Reason.Measuring, "Pausing before " + sample, pause);
    }
    if (!situation.hasTurn()) {
      return queued(situation);
    }
    var server = situation.server(Network.ofServer(sample.path())).orElseThrow();
    var next =
        situation
            .probes()
            .client(
                sample,
                situation.attempt(),
                situation.nodes().client(),
                address(situation, sample.path(), server),
                server);
    return situation.progressing(Reason.Measuring, measuring, List.of(next));
  }

  /** In words that stay the same however the line moves. */
  private static Step queued(Situation situation) {
    var status = situation.observation().status();
    var longer = situation.plan().longerThan(status.effective());
    var state = situation.state().queued(status.run(), longer, situation.now());
    int limit = situation.turns().limit();
    return Decisions.queued(
        situation.with(state),
        Outcome.progressing(
            Reason.Queued,
            "Waiting for its turn: no more than "
                + (limit == 1 ? "1 sample is" : limit + " samples are")
                + " taken at a time in the cluster"));
  }

  private static String address(Situation situation, Path path, ObservedPod server) {
    return path.throughService()
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
