package dev.netperf.result;

import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.SideFacts;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.text.Figures;
import java.util.List;
import java.util.Optional;

/** A path on which TCP sent more than 1% of its bytes again. */
final class Retransmits implements Check {
  private static final double TOLERATED_PERCENT = 1;

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return evidence.spec().paths().stream()
        .flatMap(path -> warning(path, evidence).stream())
        .toList();
  }

  private static Optional<Warning> warning(Path path, Evidence evidence) {
    var told =
        evidence.estimates().stream()
            .filter(estimate -> estimate.subject().path() == path)
            .filter(estimate -> !estimate.subject().measurement().udp())
            .flatMap(estimate -> End.CLIENT.saw(facts -> facts, estimate.values()).stream())
            .filter(f -> f.bytesSent() != null && f.bytesRetransmitted() != null)
            .toList();
    double sent = told.stream().mapToDouble(SideFacts::bytesSent).sum();
    double again = told.stream().mapToDouble(SideFacts::bytesRetransmitted).sum();
    double percent = 100 * again / sent;
    return sent > 0 && percent > TOLERATED_PERCENT
        ? Optional.of(
            Warning.of(
                Warning.Type.Retransmits,
                "%s: TCP sent %s%% of its bytes again: packets were lost"
                    .formatted(path, Figures.decimal(percent))))
        : Optional.empty();
  }
}
