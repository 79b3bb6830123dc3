package dev.netperf.operator.monitoring;

import static dev.netperf.operator.monitoring.Dashboard.elements;
import static dev.netperf.operator.monitoring.Dashboard.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards, as far as it can be seen without Grafana. */
class DashboardsTest {
  private static final String SOURCE = "${datasource}";
  private static final int WIDTH = 24;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

  /** Of Grafana's, those that are used. */
  private static final Set<String> UNITS =
      Set.of("none", "short", "s", "bps", "bytes", "percentunit", "reqps", "ops");

  static List<Dashboard> dashboards() {
    return Dashboard.all();
  }

  @Test
  void thereIsOneForOperatorsAndOneForResults() {
    assertThat(dashboards())
        .extracting(dashboard -> text(dashboard.json(), "uid"))
        .containsExactly("netperf-operator", "netperf-results");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void itIsImportedWithoutEditing(Dashboard dashboard) {
    var json = dashboard.json();
    assertThat(json.has("__inputs")).isFalse();
    assertThat(json.has("__requires")).isFalse();
    assertThat(json.has("id")).isFalse();
    assertThat(json.toString()).doesNotContain("${DS_");
    assertThat(text(json, "title")).startsWith("Network performance / ");
    assertThat(text(json, "description")).isNotEmpty();
    assertThat(json.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(38);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void itsDataSourceIsChosenByAVariable(Dashboard dashboard) {
    var first = dashboard.variables().findFirst().orElseThrow();
    assertThat(text(first, "name")).isEqualTo("datasource");
    assertThat(text(first, "type")).isEqualTo("datasource");
    assertThat(text(first, "query")).isEqualTo("prometheus");

    assertThat(dashboard.json().findValues("datasource"))
        .hasSizeGreaterThan(20)
        .allSatisfy(source -> assertThat(text(source, "uid")).isEqualTo(SOURCE))
        .allSatisfy(source -> assertThat(text(source, "type")).isEqualTo("prometheus"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyVariableThatIsUsedIsThere(Dashboard dashboard) {
    var defined = dashboard.variables().map(v -> text(v, "name")).collect(Collectors.toSet());
    var used =
        VARIABLE
            .matcher(dashboard.json().toString())
            .results()
            .map(found -> found.group(1))
            .filter(name -> !name.startsWith("__"))
            .collect(Collectors.toSet());

    assertThat(used).isEqualTo(defined);
    assertThat(dashboard.variables().skip(1))
        .allSatisfy(variable -> assertThat(text(variable, "allValue")).isEqualTo(".*"))
        .allSatisfy(variable -> assertThat(variable.path("multi").asBoolean()).isTrue());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItShowsAndInWhichUnit(Dashboard dashboard) {
    assertThat(dashboard.panels())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            panel -> {
              assertThat(text(panel, "title")).isNotEmpty();
              assertThat(text(panel, "description")).endsWith(".");
              assertThat(text(panel.path("fieldConfig").path("defaults"), "unit")).isIn(UNITS);
              assertThat(panel.path("targets")).isNotEmpty();
            });
    assertThat(dashboard.panels().map(panel -> text(panel, "title"))).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void noPanelLiesOnAnother(Dashboard dashboard) {
    var panels = elements(dashboard.json().path("panels")).toList();
    assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    for (int i = 0; i < panels.size(); i++) {
      var place = panels.get(i).path("gridPos");
      assertThat(end(place, "x", "w")).isLessThanOrEqualTo(WIDTH);
      for (var other : panels.subList(i + 1, panels.size())) {
        assertThat(overlap(place, other.path("gridPos")))
            .as("%s and %s", text(panels.get(i), "title"), text(other, "title"))
            .isFalse();
      }
    }
  }

  private static boolean overlap(JsonNode one, JsonNode other) {
    return one.path("x").asInt() < end(other, "x", "w")
        && other.path("x").asInt() < end(one, "x", "w")
        && one.path("y").asInt() < end(other, "y", "h")
        && other.path("y").asInt() < end(one, "y", "h");
  }

  private static int end(JsonNode place, String from, String size) {
    return place.path(from).asInt() + place.path(size).asInt();
  }

  /** By what the overrides and the renaming of a table call them. */
  @ParameterizedTest
  @MethodSource("dashboards")
  void theQueriesOfAPanelHaveLettersOfTheirOwn(Dashboard dashboard) {
    assertThat(dashboard.panels())
        .allSatisfy(
            panel ->
                assertThat(elements(panel.path("targets")).map(t -> text(t, "refId")))
                    .doesNotHaveDuplicates()
                    .allMatch(letter -> letter.matches("[A-Z]")));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyMetricIsInTheReference(Dashboard dashboard) {
    var known = MetricsPage.metrics().keySet();
    assertThat(known).hasSizeGreaterThan(20);

    assertThat(dashboard.queries())
        .isNotEmpty()
        .allSatisfy(
            query ->
                assertThat(MetricsPage.namedIn(query.expression()))
                    .as(query.panel())
                    .isNotEmpty()
                    .isSubsetOf(known));
    assertThat(dashboard.variables().map(v -> text(v, "definition")))
        .allSatisfy(query -> assertThat(known).containsAll(MetricsPage.namedIn(query)));
  }

  /** What nobody looks at need not be told. */
  @Test
  void everyMetricOfTheReferenceIsOnADashboard() {
    var shown =
        dashboards().stream()
            .flatMap(Dashboard::queries)
            .flatMap(query -> MetricsPage.namedIn(query.expression()).stream())
            .collect(Collectors.toSet());

    assertThat(shown).containsAll(MetricsPage.metrics().keySet());
  }
}
