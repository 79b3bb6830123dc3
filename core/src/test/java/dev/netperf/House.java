package dev.netperf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules of the house, for every module of it. */
public final class House {
  private static final int LONGEST_FILE = 250;

  private static final Set<String> IMPURE_CALLS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.Math.random",
          "java.lang.Thread.sleep",
          "java.util.UUID.randomUUID",
          "java.util.concurrent.ThreadLocalRandom.current");

  private House() {}

  /** What is shipped: no tests, neither in a folder nor as the core's jar of them. */
  public static final class Shipped implements ImportOption {
    private final ImportOption folders = new ImportOption.DoNotIncludeTests();

    @Override
    public boolean includes(Location location) {
      return folders.includes(location) && !location.contains("-tests.jar");
    }
  }

  /** What is decided there is decided by what is handed in: no client, no framework, no file. */
  public static ArchRule knowsNoClient(String... packages) {
    return noClasses()
        .that()
        .resideInAnyPackage(packages)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.fabric8.kubernetes.client..",
            "io.javaoperatorsdk..",
            "io.quarkus..",
            "io.quarkiverse..",
            "jakarta..",
            "org.jboss..",
            "org.slf4j..",
            "java.net..",
            "java.nio.file..");
  }

  /** Neither a clock nor chance. */
  public static ArchRule isPure(String... packages) {
    return classes()
        .that()
        .resideInAnyPackage(packages)
        .should(
            new ArchCondition<>("call nothing impure") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                type.getMethodCallsFromSelf().stream()
                    .filter(call -> impure(call))
                    .forEach(
                        call ->
                            events.add(SimpleConditionEvent.violated(call, call.getDescription())));
              }
            });
  }

  private static boolean impure(JavaMethodCall call) {
    var owner = call.getTargetOwner().getName();
    return IMPURE_CALLS.contains(owner + "." + call.getName())
        || (owner.startsWith("java.time.") && call.getName().equals("now"))
        || owner.equals("java.time.Clock");
  }

  /** The layers of the core, to which a module adds its own. */
  public static LayeredArchitecture coreLayers() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("api")
        .definedBy("dev.netperf.api..")
        .layer("text")
        .definedBy("dev.netperf.text..")
        .layer("plan")
        .definedBy("dev.netperf.plan..")
        .layer("tool")
        .definedBy("dev.netperf.tool..")
        .layer("result")
        .definedBy("dev.netperf.result..")
        .layer("run")
        .definedBy("dev.netperf.run..")
        .layer("fleet")
        .definedBy("dev.netperf.fleet..");
  }

  /** A name says what a class is. */
  public static ArchRule names() {
    return noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl|Base|Abstract.*)$");
  }

  /** The files that probably hold two ideas. */
  public static List<Path> longFiles(Path sources) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java") && lines(file) > LONGEST_FILE)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many lines a file has. */
  public static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
