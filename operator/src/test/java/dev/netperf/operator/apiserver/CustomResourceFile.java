package dev.netperf.operator.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Resources as YAML files; an invalid one begins with the messages that refuse it. */
final class CustomResourceFile {
  static final Path TESTS = Path.of("src/test/resources/crd");
  static final Path SURVEYS = Path.of("src/test/resources/crd-surveys");
  private static final String EXPECTED = "# expected: ";

  private CustomResourceFile() {}

  static Stream<Path> named(Path directory, String prefix) throws IOException {
    return in(directory).filter(file -> file.getFileName().toString().startsWith(prefix));
  }

  static Stream<Path> in(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.sorted().toList().stream();
    }
  }

  /** The messages of the lines {@code # expected: ...}, which name the field. */
  static List<String> expectations(Path file) {
    var expected =
        text(file)
            .lines()
            .filter(line -> line.startsWith(EXPECTED))
            .map(line -> line.substring(EXPECTED.length()))
            .toList();
    if (expected.isEmpty()) {
      throw new IllegalStateException(file + " doesn't say what is expected");
    }
    return expected;
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
