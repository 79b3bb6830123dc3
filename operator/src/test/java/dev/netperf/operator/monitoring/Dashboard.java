package dev.netperf.operator.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A dashboard of deploy/monitoring, as Grafana reads it.
 *
 * @param file its file
 * @param json what it says
 */
public record Dashboard(Path file, JsonNode json) {
  private static final Path DIRECTORY = Path.of("../deploy/monitoring/dashboards");

  /**
   * A query of a panel.
   *
   * @param panel the panel's title
   * @param expression what Prometheus is asked
   * @param instant whether the newest value is wanted alone
   */
  public record Query(String panel, String expression, boolean instant) {
    /** With all that is chosen in the variables. */
    public String ofEverything(String rateInterval) {
      return expression
          .replace("$__rate_interval", rateInterval)
          .replaceAll("\\$(namespace|name|survey)\\b", ".*");
    }
  }

  /** All that are shipped. */
  public static List<Dashboard> all() {
    try (var files = Files.list(DIRECTORY)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(Dashboard::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dashboard read(Path file) {
    try {
      return new Dashboard(file, new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that show something, without the rows' headings. */
  public Stream<JsonNode> panels() {
    return elements(json.path("panels")).filter(panel -> !"row".equals(text(panel, "type")));
  }

  /** What all panels ask for. */
  public Stream<Query> queries() {
    return panels()
        .flatMap(
            panel ->
                elements(panel.path("targets"))
                    .map(
                        target ->
                            new Query(
                                text(panel, "title"),
                                text(target, "expr"),
                                target.path("instant").asBoolean())));
  }

  /** What a user may choose. */
  public Stream<JsonNode> variables() {
    return elements(json.path("templating").path("list"));
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  @Override
  public String toString() {
    return file.getFileName().toString();
  }
}
