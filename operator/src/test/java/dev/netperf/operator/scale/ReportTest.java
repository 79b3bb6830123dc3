package dev.netperf.operator.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scale benchmark says of its own figures. */
class ReportTest {
  private static final Map<String, Long> REQUESTS =
      Map.of("patch netperftests/status", 1000L, "update leases", 900L);

  @Test
  void anAimIsMetUpToItsLimit() {
    // Given an operator that makes 80% of the floor's tests with 75 ms and 20 requests each
    var all =
        List.of(
            measured("saturated", "operator", 100, 12.5, 7500, Map.of("create pods", 2000L), 1),
            measured("saturated", "floor", 100, 10, 2500, REQUESTS, 1),
            measured("paced", "operator", 100, 10, 1, REQUESTS, 1),
            measured("paced", "floor", 100, 10, 1, REQUESTS, 1));

    // When
    var rows = Aims.of(all);

    // Then
    assertThat(rows)
        .contains(
            "| at least 80% of the floor's tests/s | 80% (8.00 of 10.00) | met |",
            "| at most 75 CPU-ms per test | 75.0 (the floor's: 25.0) | met |",
            "| at most 20 requests per test | 20.0 (the floor's: 10.0) | met |");
  }

  @Test
  void anAimIsNotMetBeyondItsLimit() {
    // Given one that is a little worse
    var all =
        List.of(
            measured("saturated", "operator", 99, 12.5, 7500, Map.of("create pods", 2000L), 1),
            measured("saturated", "floor", 100, 10, 2500, REQUESTS, 1),
            measured("paced", "operator", 100, 10, 1, REQUESTS, 1),
            measured("paced", "floor", 100, 10, 1, REQUESTS, 1));

    // When
    var rows = Aims.of(all);

    // Then
    assertThat(rows)
        .contains(
            "| at least 80% of the floor's tests/s | 79% (7.92 of 10.00) | not met |",
            "| at most 75 CPU-ms per test | 75.8 (the floor's: 25.0) | not met |",
            "| at most 20 requests per test | 20.2 (the floor's: 10.0) | not met |");
  }

  @Test
  void whatAQuickRunDoesNotMeasureIsNotCalledMet() {
    // Given no phase with 5,000 finished tests
    var all =
        List.of(
            measured("saturated", "operator", 100, 10, 1, REQUESTS, 1),
            measured("saturated", "floor", 100, 10, 1, REQUESTS, 1),
            measured("paced", "operator", 100, 10, 1, REQUESTS, 1),
            measured("paced", "floor", 100, 10, 1, REQUESTS, 1),
            measured("standing-100", "operator", 100, 10, 1, REQUESTS, 1),
            measured("standing-1000", "operator", 100, 10, 1, REQUESTS, 1),
            measured("active-200", "operator", 100, 10, 1, REQUESTS, 1));

    // When
    var rows = Aims.of(all);

    // Then
    assertThat(rows).filteredOn(row -> row.contains("5,000")).hasSize(2);
    assertThat(rows)
        .filteredOn(row -> row.contains("5,000"))
        .allMatch(row -> row.endsWith("| not measured |"));
  }

  @Test
  void roundsAreTakenTogether() {
    // Given two rounds, one twice as fast
    var tally =
        new Tally(
            List.of(
                measured("saturated", "operator", 100, 10, 100, REQUESTS, 1),
                measured("saturated", "operator", 100, 5, 300, REQUESTS, 2)));

    // Then all tests count against all the time
    assertThat(tally.testsPerSecond()).isEqualTo(200 / 15.0);
    assertThat(tally.cpuMillis("operator")).isEqualTo(2);
  }

  @Test
  void aPercentileIsALatencyThatWasMeasured() {
    // Given 100 latencies from 1 to 100 ms
    var tally = new Tally(List.of(measured("paced", "floor", 100, 10, 1, REQUESTS, 1)));

    // Then
    assertThat(tally.latency(50)).isEqualTo(50);
    assertThat(tally.latency(99)).isEqualTo(99);
    assertThat(tally.latency(100)).isEqualTo(100);
  }

  @Test
  void theLogIsCountedBetweenTwoPositions(@TempDir Path folder) throws IOException {
    // Given requests, the first before the time, and a watch that goes on
    var log = folder.resolve("audit.log");
    Files.writeString(log, line("create", "pods", null));
    var watch = line("watch", "pods", null).replace("ResponseComplete", "ResponseStarted");
    var audit = new Audit(log);
    var from = audit.position();
    Files.writeString(
        log,
        line("create", "pods", null)
            + line("patch", "netperftests", "status")
            + watch
            + line("create", "pods", null)
            + line("delete", "pods", null));
    var to =
        from
            + watch.length()
            + line("patch", "netperftests", "status").length()
            + line("create", "pods", null).length();

    // When
    var requests = audit.requests(from, to);

    // Then
    assertThat(requests).isEqualTo(Map.of("patch netperftests/status", 1L, "create pods", 1L));
  }

  @Test
  void theMachinesTimeIsThatOfTheProcessesAndTheRest(@TempDir Path folder) throws IOException {
    // Given this very process, once as the operator
    Files.writeString(
        folder.resolve("operator.pid"), ProcessHandle.current().pid() + System.lineSeparator());

    // When
    var cpu = new Processes(folder).cpuMillis();

    // Then
    assertThat(cpu).containsOnlyKeys("operator", "driver", Measured.OTHERS);
    assertThat(cpu.get("operator")).isPositive();
    assertThat(new Processes(folder).kibibytes("operator", "VmRSS")).isGreaterThan(10_000);
  }

  private static String line(String verb, String resource, String part) {
    var more = part == null ? "" : ",\"subresource\":\"" + part + "\"";
    return "{\"stage\":\"ResponseComplete\",\"verb\":\"%s\",\"objectRef\":{\"resource\":\"%s\"%s}}%n"
        .formatted(verb, resource, more);
  }

  private static Measured measured(
      String phase,
      String controller,
      int tests,
      double seconds,
      long cpu,
      Map<String, Long> requests,
      int round) {
    var latencies = LongStream.rangeClosed(1, tests).boxed().toList();
    return new Measured(
        phase,
        round,
        controller,
        tests,
        seconds,
        latencies,
        Map.of(controller, cpu),
        requests,
        1,
        1);
  }
}
