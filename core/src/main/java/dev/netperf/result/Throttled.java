package dev.netperf.result;

import dev.netperf.api.v1alpha1.SideFacts;
import dev.netperf.api.v1alpha1.Warning;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A CPU limit that stopped a probe for 1% of a measurement's time or more. Less changes no figure
 * that can be told from noise, and a process may be throttled for a moment while it starts. Of
 * several sizes, and of the two ends, the one that was stopped for longest is told.
 */
final class Throttled implements Check {
  private static final double TOLERATED_PART = 0.01;

  private record Stops(Subject subject, End end, List<Long> times) {
    long affected(double measuring) {
      return times.stream().filter(t -> t >= TOLERATED_PART * measuring).count();
    }

    long longest() {
      return Collections.max(times);
    }
  }

  @Override
  public List<Warning> warnings(Evidence evidence) {
    double measuring = 1000.0 * evidence.spec().durationSeconds();
    return evidence.byMeasurement().stream()
        .flatMap(estimates -> warning(estimates, measuring).stream())
        .toList();
  }

  private static Optional<Warning> warning(List<Estimate> estimates, double measuring) {
    return estimates.stream()
        .flatMap(Throttled::ends)
        .filter(stops -> stops.affected(measuring) > 0)
        .max(Comparator.comparingLong(Stops::longest))
        .map(stops -> warning(stops, measuring));
  }

  private static Stream<Stops> ends(Estimate estimate) {
    return Arrays.stream(End.values())
        .map(
            end ->
                new Stops(
                    estimate.subject(),
                    end,
                    end.saw(SideFacts::throttledMilliseconds, estimate.values())));
  }

  private static Warning warning(Stops stops, double measuring) {
    return Warning.of(
        Warning.Type.Throttled,
        "%s: a CPU limit stopped the %s in %s of %s samples, for up to %s ms of %s ms"
            .formatted(
                stops.subject(),
                stops.end(),
                stops.affected(measuring),
                stops.times().size(),
                stops.longest(),
                Math.round(measuring)));
  }
}
