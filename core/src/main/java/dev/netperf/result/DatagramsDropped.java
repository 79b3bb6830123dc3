package dev.netperf.result;

import dev.netperf.api.v1alpha1.SideFacts;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.text.Figures;
import java.util.List;
import java.util.Optional;

/**
 * More than 1% of the datagrams that had reached the server's end were thrown away there, because
 * its program had not taken the ones before: the receiver's CPU, not the network, lost them.
 */
final class DatagramsDropped implements Check {
  private static final double TOLERATED_PERCENT = 1;

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return evidence.estimates().stream()
        .filter(estimate -> estimate.subject().measurement().udp())
        .flatMap(estimate -> warning(estimate).stream())
        .toList();
  }

  private static Optional<Warning> warning(Estimate estimate) {
    double dropped = sum(End.SERVER.saw(SideFacts::datagramsDropped, estimate.values()));
    double taken = sum(End.SERVER.saw(SideFacts::datagramsReceived, estimate.values()));
    double percent = 100 * dropped / (dropped + taken);
    return dropped > 0 && percent > TOLERATED_PERCENT
        ? Optional.of(
            Warning.of(
                Warning.Type.DatagramsDropped,
                "%s: the server's end threw %s%% of the datagrams away that had reached it, for want"
                        .formatted(estimate.subject(), Figures.decimal(percent))
                    + " of buffers: its CPU was too slow, not the network"))
        : Optional.empty();
  }

  private static double sum(List<Long> numbers) {
    return numbers.stream().filter(n -> n > 0).mapToDouble(Long::doubleValue).sum();
  }
}
