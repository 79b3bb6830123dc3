package dev.netperf.result;

import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.text.Figures;
import java.util.List;

/**
 * A bandwidth that is a multiple of too large a step: qperf counts whole messages, and at 5 Mbit/s
 * with 64 KiB it read 93.5% for a true 96.5%.
 */
final class CoarseResolution implements Check {
  private static final double TOLERATED_PART = 0.002;

  @Override
  public List<Warning> warnings(Evidence evidence) {
    return evidence.estimates().stream()
        .filter(estimate -> estimate.relativeStep() > TOLERATED_PART)
        .map(CoarseResolution::warning)
        .toList();
  }

  private static Warning warning(Estimate estimate) {
    return Warning.of(
        Warning.Type.CoarseResolution,
        "%s: one message of %s bytes more or less is %s%% of it: a smaller message or a longer"
                .formatted(
                    estimate.subject(),
                    Resolution.messageBytes(estimate.subject()),
                    Figures.decimal(100 * estimate.relativeStep()))
            + " duration tells more exactly");
  }
}
