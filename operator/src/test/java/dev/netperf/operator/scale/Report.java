package dev.netperf.operator.scale;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The results as Markdown. */
final class Report {
  static final String SATURATED = "saturated";
  static final String PACED = "paced";
  static final String STANDING = "standing-";
  static final String ACTIVE = "active-";
  static final String OPERATOR = "operator";
  static final String FLOOR = "floor";

  private final StringBuilder text = new StringBuilder();
  private final List<Measured> all;

  private Report(List<Measured> all) {
    this.all = all;
  }

  static String of(List<Measured> all) {
    var report = new Report(all);
    if (Tally.of(all, SATURATED, OPERATOR).measured()) {
      report.rounds("Saturated: the time goes into the work", SATURATED);
      report.processes();
      report.requests();
      report.rounds("Unsaturated, at a fixed rate", PACED);
    }
    report.standing();
    report.line("### The aims");
    Aims.of(all).forEach(report::line);
    return report.text.toString();
  }

  private void line(String format, Object... values) {
    text.append(values.length == 0 ? format : Tally.format(format, values)).append('\n');
  }

  private void rounds(String title, String phase) {
    line("### " + title);
    line(
        "| round | | tests | tests/s | its CPU-ms per test | latency p50 | p99 |"
            + " rest of the machine, of a core |");
    line("|---|---|---|---|---|---|---|---|");
    for (var m : all) {
      if (m.phase().equals(phase)) {
        var one = new Tally(List.of(m));
        line(
            "| %d | %s | %d | %.2f | %.1f | %d ms | %d ms | %.0f%% |",
            m.round(),
            m.controller(),
            m.tests(),
            m.testsPerSecond(),
            one.cpuMillis(m.controller()),
            one.latency(50),
            one.latency(99),
            one.othersPercent());
      }
    }
    line("");
  }

  private void processes() {
    var operator = Tally.of(all, SATURATED, OPERATOR);
    var floor = Tally.of(all, SATURATED, FLOOR);
    line("### CPU-ms per test by process, saturated");
    line("| process | with the operator | with the floor |");
    line("|---|---|---|");
    var names = new TreeSet<>(operator.cpu().keySet());
    names.addAll(floor.cpu().keySet());
    for (var name : names) {
      line("| %s | %.1f | %.1f |", name, operator.cpuMillis(name), floor.cpuMillis(name));
    }
    line("");
  }

  private void requests() {
    var operator = Tally.of(all, SATURATED, OPERATOR);
    var floor = Tally.of(all, SATURATED, FLOOR);
    line("### Requests per test, saturated");
    line("| request | operator | floor |");
    line("|---|---|---|");
    var names = new TreeSet<>(operator.requests().keySet());
    names.addAll(floor.requests().keySet());
    for (var name : names) {
      line(
          "| %s | %.2f | %.2f |",
          name,
          (double) operator.requests().getOrDefault(name, 0L) / operator.tests(),
          (double) floor.requests().getOrDefault(name, 0L) / floor.tests());
    }
    line("| all | %.2f | %.2f |", operator.requestsPerTest(), floor.requestsPerTest());
    line("");
  }

  private void standing() {
    line("### With finished tests standing");
    line("| phase | tests | tests/s | CPU-ms per test | RSS at the end | most RSS | rest |");
    line("|---|---|---|---|---|---|---|");
    all.stream()
        .filter(m -> m.phase().startsWith(STANDING) || m.phase().startsWith(ACTIVE))
        .map(Measured::phase)
        .distinct()
        .sorted(Comparator.comparing((String p) -> p.startsWith(ACTIVE)))
        .forEach(
            phase -> {
              var tally = Tally.of(all, phase, OPERATOR);
              line(
                  "| %s | %d | %.2f | %.1f | %d MiB | %d MiB | %.0f%% |",
                  phase,
                  tally.tests(),
                  tally.testsPerSecond(),
                  tally.cpuMillis(OPERATOR),
                  tally.rssMiB(),
                  tally.peakRssMiB(),
                  tally.othersPercent());
            });
    line("");
  }
}
