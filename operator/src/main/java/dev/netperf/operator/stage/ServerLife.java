package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Path;
import dev.netperf.operator.probe.Attempt;
import dev.netperf.operator.probe.Network;
import dev.netperf.operator.probe.ObservedPod;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a server lives: a little longer than its run, so that it doesn't outlive an operator
 * that is gone. A run that waits for its turns lasts longer than was thought when its server was
 * made: before a server's time is over another takes its place.
 */
final class ServerLife {
  private static final Duration BEYOND_DEADLINE = Duration.ofMinutes(2);
  private static final Duration SPARE = Duration.ofMinutes(1);

  private ServerLife() {}

  /** Of one that is made now. */
  static Duration of(Situation situation) {
    return left(situation).plus(BEYOND_DEADLINE);
  }

  /** Whether a server is to be replaced. */
  static boolean spent(ObservedPod server, Situation situation) {
    return doubtful(server, situation)
        || (!situation.anyClientRuns() && endsEarly(server, situation));
  }

  /**
   * After any failed attempt on its network: a qperf server whose client died between its two
   * connections hangs for ever.
   */
  private static boolean doubtful(ObservedPod server, Situation situation) {
    return situation.state().failures().stream()
        .filter(
            f -> Path.named(f.path()).map(Network::ofServer).equals(Optional.of(server.network())))
        .anyMatch(f -> new Attempt(f.sample(), f.attempt()).compareTo(server.attempt()) >= 0);
  }

  /** Whether it may end before the run, or before the next sample. */
  private static boolean endsEarly(ObservedPod server, Situation situation) {
    var seconds = server.pod().getSpec().getActiveDeadlineSeconds();
    if (seconds == null || situation.state().deadline().isEmpty()) {
      return false;
    }
    var sample = situation.plan().clientBound();
    var run = left(situation);
    var needed = (run.compareTo(sample) < 0 ? run : sample).plus(SPARE);
    return "DeadlineExceeded".equals(server.nodeReason())
        || Duration.ofSeconds(seconds).minus(server.age()).compareTo(needed) < 0;
  }

  private static Duration left(Situation situation) {
    return Duration.between(situation.now(), situation.state().deadline().orElseThrow());
  }
}
