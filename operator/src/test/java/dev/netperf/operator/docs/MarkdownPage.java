package dev.netperf.operator.docs;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file, as far as its links go.
 *
 * @param file where it is
 * @param text what it says, without what stands in fenced blocks
 */
record MarkdownPage(Path file, String text) {
  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```[^\\n]*$");
  private static final Pattern CODE = Pattern.compile("`[^`\\n]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *#*$");
  private static final Pattern INLINE = Pattern.compile("\\]\\(([^)\\s]*)(?: \"[^\"]*\")?\\)");
  private static final Pattern DEFINED = Pattern.compile("(?m)^\\[[^\\]]+\\]: +(\\S+)");
  private static final Pattern LINK_TEXT = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern EXTERNAL = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
  private static final Pattern HTTPS = Pattern.compile("https://[\\w-]+(\\.[\\w-]+)+(/[^\\s<>]*)?");

  static MarkdownPage read(Path file) {
    try {
      return new MarkdownPage(
          file.normalize(), FENCED.matcher(Files.readString(file)).replaceAll(""));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What is wrong with its links, each as a sentence. */
  List<String> faults(Path repository) {
    return links().flatMap(link -> fault(link, repository).stream()).toList();
  }

  private Stream<String> links() {
    var prose = CODE.matcher(text).replaceAll("");
    return Stream.of(INLINE, DEFINED)
        .flatMap(pattern -> pattern.matcher(prose).results())
        .map(link -> link.group(1));
  }

  private Optional<String> fault(String link, Path repository) {
    if (EXTERNAL.matcher(link).matches()) {
      return HTTPS.matcher(link).matches() ? Optional.empty() : told(link, "no https address");
    }
    var parts = link.split("#", 2);
    var target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
    if (!target.startsWith(repository.normalize()) || !Files.exists(target)) {
      return told(link, "no such file");
    }
    if (parts.length == 1) {
      return Optional.empty();
    }
    return target.toString().endsWith(".md") && read(target).anchors().contains(parts[1])
        ? Optional.empty()
        : told(link, "no such heading");
  }

  private Optional<String> told(String link, String what) {
    return Optional.of(file + ": " + link + ": " + what);
  }

  /** Of its headings, by GitHub's rule: the second of the same name gets -1, the third -2. */
  Set<String> anchors() {
    var seen = new HashMap<String, Integer>();
    return HEADING
        .matcher(text)
        .results()
        .map(heading -> anchor(heading.group(1)))
        .map(anchor -> numbered(anchor, seen.merge(anchor, 1, Integer::sum)))
        .collect(toSet());
  }

  private static String numbered(String anchor, int time) {
    return time == 1 ? anchor : anchor + "-" + (time - 1);
  }

  private static String anchor(String heading) {
    return LINK_TEXT
        .matcher(heading)
        .replaceAll("$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{M}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
