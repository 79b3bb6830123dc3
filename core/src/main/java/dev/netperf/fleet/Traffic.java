package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyTraffic;
import dev.netperf.text.Figures;
import java.util.Optional;
import java.util.function.Predicate;

/** What the pairs of a fleet moved. */
final class Traffic {
  private Traffic() {}

  /** The sum of all; by zones where both nodes of a pair have one, null where no pair has two. */
  static SurveyTraffic of(Fleet fleet) {
    var all = sum(fleet, entry -> true);
    boolean zones = fleet.entries().stream().anyMatch(e -> zones(fleet, e).isPresent());
    return new SurveyTraffic(
        Figures.ofBytes(all),
        all,
        zones ? sum(fleet, e -> zones(fleet, e).equals(Optional.of(true))) : null,
        zones ? sum(fleet, e -> zones(fleet, e).equals(Optional.of(false))) : null);
  }

  private static Long sum(Fleet fleet, Predicate<SurveyEntry> which) {
    return fleet.entries().stream()
        .filter(entry -> entry.bytes() != null)
        .filter(which)
        .mapToLong(SurveyEntry::bytes)
        .sum();
  }

  /** Whether both nodes are in one zone; empty: nobody knows. */
  private static Optional<Boolean> zones(Fleet fleet, SurveyEntry entry) {
    return zone(fleet.node(entry.client()))
        .flatMap(one -> zone(fleet.node(entry.server())).map(one::equals));
  }

  private static Optional<String> zone(PlannedNode node) {
    return Optional.ofNullable(node.labels().get(PlannedLabels.ZONE));
  }
}
