package dev.netperf.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Texts of cases in one file, a section each; {@code -Dgolden.write=true} writes it anew.
 *
 * @param <W> what a case makes
 * @param file the file
 * @param cases by the headings of their sections
 * @param text what is said of one
 */
public record GoldenMessages<W>(
    Path file, Map<String, Supplier<W>> cases, Function<W, String> text) {

  private Map<String, String> written() throws IOException {
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          cases.entrySet().stream()
              .map(e -> "# " + e.getKey() + "\n" + text.apply(e.getValue().get()) + "\n")
              .collect(Collectors.joining("\n")));
    }
    return Arrays.stream(Files.readString(file).substring(2).split("\n\n# ", -1))
        .map(section -> section.split("\n", 2))
        .collect(
            Collectors.toMap(
                s -> s[0], s -> s[1].strip(), (a, b) -> a + "\n(twice)", LinkedHashMap::new));
  }

  /** A test for each case. */
  public Stream<DynamicTest> everyCaseReadsAsWritten() throws IOException {
    var golden = written();
    return cases.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () ->
                        assertThat(text.apply(entry.getValue().get()))
                            .isEqualTo(golden.get(entry.getKey()))));
  }

  /** Fails where the file has another section, or lacks one. */
  public void assertNothingIsWrittenThatNoCaseReads() throws IOException {
    assertThat(written()).containsOnlyKeys(cases.keySet());
  }
}
