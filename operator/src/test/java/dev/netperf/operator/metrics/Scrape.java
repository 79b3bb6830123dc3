package dev.netperf.operator.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Prometheus would read: its text format, strictly. A series is named as in a query, with the
 * labels that are not empty, in alphabetical order: {@code
 * netperf_tests{reason="Complete",state="succeeded"}}.
 *
 * @param values each series' value
 */
public record Scrape(Map<String, Double> values) {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final Pattern LABEL = Pattern.compile("(" + NAME + ")=(\"(?:[^\"\\\\]|\\\\.)*\")");
  private static final Pattern SERIES =
      Pattern.compile(
          "(%s)(?:\\{((?:%s,?)*)\\})? (\\S+)(?: [0-9]+)?".formatted(NAME, LABEL.pattern()));
  private static final Pattern COMMENT =
      Pattern.compile("# (HELP " + NAME + " .*|TYPE " + NAME + " [a-z]+|EOF)");

  /** What is there of these metrics. */
  static Scrape of(Collector metrics) {
    var registry = new CollectorRegistry(true);
    registry.register(metrics);
    try (var text = new StringWriter()) {
      TextFormat.write004(text, registry.metricFamilySamples());
      return of(text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text as numbers; a line that Prometheus would refuse fails. */
  public static Scrape of(String text) {
    var values = new TreeMap<String, Double>();
    for (var line : text.lines().filter(line -> !line.isEmpty()).toList()) {
      var series = SERIES.matcher(line);
      if (series.matches()) {
        var labels = Optional.ofNullable(series.group(2)).map(Scrape::sorted).orElse("");
        var number = series.group(series.groupCount()).replace("Inf", "Infinity");
        if (values.put(series.group(1) + labels, Double.valueOf(number)) != null) {
          throw new AssertionError("twice: " + line);
        }
      } else if (!COMMENT.matcher(line).matches()) {
        throw new AssertionError("not in the format: " + line);
      }
    }
    return new Scrape(values);
  }

  private static String sorted(String labels) {
    return LABEL
        .matcher(labels)
        .results()
        .map(MatchResult::group)
        .filter(label -> !label.endsWith("=\"\""))
        .sorted()
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** The value of a series; 0 where there is none. */
  public double value(String series) {
    return values.getOrDefault(series, 0.0);
  }

  /** Whether there is such a series. */
  public boolean has(String series) {
    return values.containsKey(series);
  }

  /** The series of this metric, without the histogram's parts. */
  public Map<String, Double> series(String name) {
    var found = new TreeMap<>(values);
    found.keySet().removeIf(key -> !key.equals(name) && !key.startsWith(name + "{"));
    return found;
  }

  /** The sum over all series whose name begins so and that have all of these labels. */
  public double sum(String name, String... labels) {
    return series(name).entrySet().stream()
        .filter(e -> java.util.Arrays.stream(labels).allMatch(e.getKey()::contains))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
