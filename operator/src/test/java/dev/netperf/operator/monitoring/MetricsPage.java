package dev.netperf.operator.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** docs/metrics.md: the metrics that there are. */
public final class MetricsPage {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z_]+)` \\| ([^|]*?) *\\| [^|]+ \\|$");
  private static final Pattern NAME = Pattern.compile("\\b(?:netperf|jvm|process)_[a-z_]+\\b");
  private static final Pattern PART = Pattern.compile("_seconds_(bucket|count|sum|max)$");
  private static final String HISTOGRAM = "(histogram)";

  private MetricsPage() {}

  /** Each metric with its labels. */
  public static Map<String, Set<String>> metrics() {
    try {
      var page = Files.readString(Path.of("../docs/metrics.md"));
      var metrics = new LinkedHashMap<String, Set<String>>();
      var before = "";
      for (var row : ROW.matcher(page).results().toList()) {
        before = row.group(2).replace("the same", before);
        metrics.put(row.group(1), labels(before));
      }
      return metrics;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> labels(String column) {
    return Arrays.stream(column.replace(HISTOGRAM, "").split(",\\s*"))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The metrics that an expression names; of a histogram's parts the histogram. */
  public static Set<String> namedIn(String expression) {
    return NAME.matcher(expression)
        .results()
        .map(found -> PART.matcher(found.group()).replaceFirst("_seconds"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
