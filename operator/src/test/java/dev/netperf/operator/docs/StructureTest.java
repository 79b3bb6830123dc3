package dev.netperf.operator.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.netperf.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The picture of the packages in docs/development.md; {@code -Dgolden.write=true} draws it. */
class StructureTest {
  private static final Path PAGE = Path.of("../docs/development.md");
  private static final String BEGIN = "```mermaid\n";
  private static final String END = "```";
  private static final String OURS = "dev.netperf.";

  @Test
  void thePictureOfThePackagesIsThatOfTheCode() throws IOException {
    var page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END, begin);
    assertThat(page).contains(BEGIN);

    var drawn = page.substring(0, begin) + picture(direct(uses())) + page.substring(end);

    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(PAGE, drawn);
    }
    assertThat(PAGE)
        .as("draw it anew: mvn test -pl operator -am -Dtest=StructureTest -Dgolden.write=true")
        .hasContent(drawn);
  }

  /** Which packages a package uses. */
  private static Map<String, Set<String>> uses() {
    var uses = new TreeMap<String, Set<String>>();
    for (var type :
        new ClassFileImporter()
            .withImportOption(new House.Shipped())
            .importPackages("dev.netperf")) {
      var targets = uses.computeIfAbsent(name(type), from -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(target -> target.getPackageName().startsWith(OURS))
          .map(StructureTest::name)
          .filter(target -> !target.equals(name(type)))
          .forEach(targets::add);
    }
    return uses;
  }

  /** Without the arrows to what is reached by others as well: else nothing would be seen. */
  private static Map<String, Set<String>> direct(Map<String, Set<String>> uses) {
    var direct = new TreeMap<String, Set<String>>();
    uses.forEach(
        (from, targets) ->
            direct.put(
                from,
                targets.stream()
                    .filter(
                        to ->
                            targets.stream()
                                .noneMatch(
                                    other ->
                                        !other.equals(to) && reached(other, uses).contains(to)))
                    .collect(toCollection(TreeSet::new))));
    return direct;
  }

  private static Set<String> reached(String from, Map<String, Set<String>> uses) {
    var reached = new TreeSet<String>();
    for (var target : uses.getOrDefault(from, Set.of())) {
      reached.add(target);
      reached.addAll(reached(target, uses));
    }
    return reached;
  }

  private static String picture(Map<String, Set<String>> uses) {
    return "graph TD\n"
        + uses.entrySet().stream()
            .flatMap(entry -> entry.getValue().stream().map(to -> arrow(entry.getKey(), to)))
            .collect(joining());
  }

  private static String arrow(String from, String to) {
    return "  %s --> %s\n".formatted(node(from), node(to));
  }

  private static String node(String name) {
    return "%s[%s]".formatted(name.replace('.', '-'), name);
  }

  private static String name(JavaClass type) {
    return type.getPackageName().substring(OURS.length()).replace(".v1alpha1", "");
  }
}
