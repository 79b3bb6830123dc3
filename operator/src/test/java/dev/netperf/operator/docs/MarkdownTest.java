package dev.netperf.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links of all Markdown files of the repository; nothing is asked of the network. */
class MarkdownTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  @TempDir private Path directory;

  private static List<Path> files() throws IOException {
    var files = new ArrayList<Path>();
    Files.walkFileTree(
        REPOSITORY,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            var name = directory.getFileName().toString();
            return name.equals("target") || name.startsWith(".")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    var files = files();

    assertThat(files).hasSizeGreaterThan(20);
    assertThat(files.stream().flatMap(f -> MarkdownPage.read(f).faults(REPOSITORY).stream()))
        .isEmpty();
  }

  private MarkdownPage page(String text) throws IOException {
    var file = Files.writeString(directory.resolve("page.md"), text);
    Files.writeString(directory.resolve("other.md"), "# One\n\n## Two words\n");
    Files.createDirectories(directory.resolve("folder"));
    return MarkdownPage.read(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a](other.md)",
        "[a](folder)",
        "[a](./other.md#two-words)",
        "[`a`](other.md \"title\")",
        "# Here\n[a](#here)",
        "[a](https://example.com/a/b#c?d=e)",
        "[a]\n\n[a]: other.md",
        "```\n[a](gone.md)\n```",
        "`[a](gone.md)`",
      })
  void aGoodLinkIsNoFault(String text) throws IOException {
    assertThat(page(text).faults(directory)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "[a](gone.md), no such file",
    "[a](../outside.md), no such file",
    "[a](/etc/hosts), no such file",
    "![a](gone.png), no such file",
    "'[a]\n\n[a]: gone.md', no such file",
    "[a](other.md#three), no such heading",
    "[a](#here), no such heading",
    "[a](folder#here), no such heading",
    "[a](http://example.com), no https address",
    "[a](https://example), no https address",
  })
  void aBadLinkIsAFault(String text, String fault) throws IOException {
    assertThat(page(text).faults(directory)).singleElement().asString().endsWith(": " + fault);
  }

  @ParameterizedTest
  @CsvSource({
    "# What each STATUS means, what-each-status-means",
    "## `spec.ports` & more, specports--more",
    "# A [link](https://example.com) in it, a-link-in-it",
    "# Wörter über Netze, wörter-über-netze",
    "# snake_case - dash, snake_case---dash",
  })
  void anAnchorIsMadeAsGitHubDoes(String heading, String anchor) throws IOException {
    assertThat(page(heading).anchors()).containsExactly(anchor);
  }

  @Test
  void headingsOfTheSameNameAreNumbered() throws IOException {
    assertThat(page("# A\n## A\n```\n# no heading\n```\n### A\n").anchors())
        .containsExactlyInAnyOrder("a", "a-1", "a-2");
  }
}
