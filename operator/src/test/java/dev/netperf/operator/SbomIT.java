package dev.netperf.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The list of what is in a release is true. */
class SbomIT {
  private static final Path SBOM = Path.of("target/bom.json");
  private static final Path LIBRARIES = Path.of("target/quarkus-app/lib");

  /** Of the dependencies of Quarkus this one is for development, and not packaged. */
  private static final String NOT_PACKAGED = "io.quarkus.quarkus-ide-launcher-";

  /** Every library once: as group.name-version.jar, which is how Quarkus names the files. */
  private static List<String> listed() throws IOException {
    var components = new ObjectMapper().readTree(SBOM.toFile()).path("components");
    return StreamSupport.stream(components.spliterator(), false)
        .map(SbomIT::file)
        .filter(file -> !file.startsWith(NOT_PACKAGED))
        .toList();
  }

  private static String file(JsonNode component) {
    return "%s.%s-%s.jar"
        .formatted(
            component.path("group").asText(),
            component.path("name").asText(),
            component.path("version").asText());
  }

  private static Set<String> shipped() throws IOException {
    try (var files = Files.walk(LIBRARIES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void everyLibraryThatIsShippedIsListedAndNoOther() throws IOException {
    assertThat(listed()).doesNotHaveDuplicates();
    assertThat(listed()).containsExactlyInAnyOrderElementsOf(shipped());
  }
}
