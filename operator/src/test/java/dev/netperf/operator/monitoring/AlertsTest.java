package dev.netperf.operator.monitoring;

import static dev.netperf.operator.monitoring.Dashboard.elements;
import static dev.netperf.operator.monitoring.Dashboard.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules, as far as it can be seen without Prometheus. */
class AlertsTest {
  private static final Path DIRECTORY = Path.of("../deploy/monitoring");
  private static final Path RUNBOOKS = Path.of("../docs/runbooks.md");

  /** Nothing here is worth a call at night. */
  private static final Set<String> SEVERITIES = Set.of("warning", "info");

  private static JsonNode yaml(String file) {
    try {
      return new KubernetesSerialization()
          .unmarshal(Files.readString(DIRECTORY.resolve(file)), JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> alerts() {
    return elements(yaml("alerts.yaml").path("spec").path("groups"))
        .flatMap(group -> elements(group.path("rules")))
        .toList();
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatToDo() throws IOException {
    var headings = Files.readAllLines(RUNBOOKS).stream().filter(line -> line.startsWith("## "));

    // each has its heading, in the same order, and no heading is of an alert that is gone
    assertThat(headings.map(heading -> heading.substring("## ".length())))
        .isEqualTo(alerts().stream().map(alert -> text(alert, "alert")).toList());
    assertThat(alerts())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            alert -> {
              var annotations = alert.path("annotations");
              assertThat(text(alert.path("labels"), "severity")).isIn(SEVERITIES);
              assertThat(text(annotations, "summary")).matches("(?s)[A-Z{].*\\.");
              assertThat(text(annotations, "description")).endsWith(".");
              assertThat(text(annotations, "runbook"))
                  .isEqualTo("docs/runbooks.md#" + text(alert, "alert").toLowerCase(Locale.ROOT));
            });
  }

  @Test
  void everyMetricIsInTheReference() {
    assertThat(alerts())
        .allSatisfy(
            alert ->
                assertThat(MetricsPage.namedIn(text(alert, "expr")))
                    .isNotEmpty()
                    .isSubsetOf(MetricsPage.metrics().keySet()));
  }

  @Test
  void everyAlertIsSeenToFireByItsTest() {
    var tested = yaml("alerts-test.yaml").findParents("alertname").stream();

    assertThat(
            tested
                .filter(test -> !test.path("exp_alerts").isEmpty())
                .map(test -> text(test, "alertname")))
        .containsExactlyInAnyOrderElementsOf(
            alerts().stream().map(alert -> text(alert, "alert")).toList());
  }
}
