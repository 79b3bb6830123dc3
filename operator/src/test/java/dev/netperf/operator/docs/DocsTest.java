package dev.netperf.operator.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.api.v1alpha1.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader may rely on to find in the documentation. */
class DocsTest {
  private static final Path README = Path.of("../README.md");
  private static final Path DOCS = Path.of("../docs");
  private static final int MOST_LINES = 130;
  private static final Pattern EXIT_CODE = Pattern.compile("(?m)^#   ([0-9])   ");
  private static final Pattern SETTING = Pattern.compile("\\$\\{(NETPERF_[A-Z_]+)");

  /** The rows of all tables of a page. */
  private static String tables(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("|"))
        .collect(joining("\n"));
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theReadmeIsReadInFiveMinutes() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(MOST_LINES);
  }

  @Test
  void everySampleAnswersAQuestionOfTheReadme() throws IOException {
    var rows = tables(README);

    assertThat(names(Path.of("../deploy/samples")))
        .isNotEmpty()
        .allSatisfy(sample -> assertThat(rows).contains("(deploy/samples/" + sample + ")"));
  }

  @Test
  void whereTheAnswerOfEverySampleStandsIsTold() throws IOException {
    var rows = tables(DOCS.resolve("reading-results.md"));

    assertThat(names(Path.of("../deploy/samples")))
        .allSatisfy(sample -> assertThat(rows).contains("(../deploy/samples/" + sample + ")"));
  }

  @Test
  void everyPathAndEveryToolHasARow() throws IOException {
    var rows = tables(DOCS.resolve("reading-results.md"));

    assertThat(
            Stream.concat(
                Arrays.stream(dev.netperf.api.v1alpha1.Path.values()).map(Enum::name),
                Arrays.stream(Tool.values()).map(Enum::name)))
        .allSatisfy(name -> assertThat(rows).contains("\n| `" + name + "`"));
  }

  @Test
  void everyReasonIsExplained() throws IOException {
    var page = Files.readString(DOCS.resolve("troubleshooting.md"));

    assertThat(Arrays.stream(Reason.values()).map(Reason::name))
        .allSatisfy(reason -> assertThat(page).containsPattern("\\b" + reason + "\\b"));
  }

  @Test
  void everyFailureHasARow() throws IOException {
    var rows = tables(DOCS.resolve("troubleshooting.md"));

    assertThat(Arrays.stream(Reason.values()).filter(Reason::fault).map(Reason::name))
        .allSatisfy(reason -> assertThat(rows).containsPattern("\\b" + reason + "\\b"));
  }

  @Test
  void everyWarningHasARow() throws IOException {
    var page = Files.readString(DOCS.resolve("warnings.md"));
    var explained = page.substring(0, page.indexOf("## False alarms"));

    assertThat(Arrays.stream(Warning.Type.values()).map(Warning.Type::name))
        .allSatisfy(type -> assertThat(explained).contains("\n| " + type + " | "));
  }

  @Test
  void everySettingHasARow() throws IOException {
    var rows = tables(DOCS.resolve("install.md"));
    var settings = Files.readString(Path.of("src/main/resources/application.properties"));

    assertThat(SETTING.matcher(settings).results().map(setting -> setting.group(1)))
        .isNotEmpty()
        .allSatisfy(setting -> assertThat(rows).contains("`" + setting + "`"));
  }

  @Test
  void everyPageIsInTheIndex() throws IOException {
    var index = Files.readString(DOCS.resolve("README.md"));

    assertThat(names(DOCS))
        .filteredOn(name -> name.endsWith(".md") && !name.equals("README.md"))
        .hasSizeGreaterThan(10)
        .allSatisfy(name -> assertThat(index).contains("(" + name));
  }

  @Test
  void everyExitCodeOfTheGateIsTold() throws IOException {
    var script = Files.readString(Path.of("../deploy/gitops/gate.sh"));
    var rows = tables(DOCS.resolve("gate.md"));

    assertThat(EXIT_CODE.matcher(script).results().map(code -> code.group(1)))
        .containsExactly("0", "1", "2", "3", "4", "5")
        .allSatisfy(code -> assertThat(rows).contains("\n| " + code + " | "));
  }
}
