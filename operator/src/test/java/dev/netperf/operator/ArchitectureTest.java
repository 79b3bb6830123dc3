package dev.netperf.operator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The functional core stays pure, the packages stay in order, the files stay small. */
@AnalyzeClasses(packages = "dev.netperf.operator", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "dev.netperf.operator.";
  private static final Path SOURCES = Path.of("src/main/java/dev/netperf/operator");
  private static final String[] PURE = {
    ROOT + "api..",
    ROOT + "plan..",
    ROOT + "result..",
    ROOT + "probe..",
    ROOT + "placement..",
    ROOT + "stage..",
    ROOT + "status.."
  };
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

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NO_CLIENT =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .and()
          .resideOutsideOfPackage(ROOT + "api..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "io.fabric8.kubernetes.client..",
                  "io.javaoperatorsdk..",
                  "io.quarkus..",
                  "io.quarkiverse..",
                  "jakarta..",
                  "org.jboss..",
                  "org.slf4j..",
                  "java.net..",
                  "java.nio.file.."));

  @ArchTest
  static final ArchRule THE_API_KNOWS_ONLY_THE_BASE_OF_A_CUSTOM_RESOURCE =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "api..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "io.fabric8.kubernetes.client..",
                      "io.javaoperatorsdk..",
                      "io.quarkus..",
                      "org.jboss..")
                  .and(DescribedPredicate.not(JavaClass.Predicates.simpleName("CustomResource"))));

  @ArchTest
  static final ArchRule THE_CORE_HAS_NO_CLOCK_AND_NO_CHANCE =
      classes()
          .that()
          .resideInAnyPackage(PURE)
          .should(
              new ArchCondition<>("call nothing impure") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                  type.getMethodCallsFromSelf().stream()
                      .filter(call -> impure(call))
                      .forEach(
                          call ->
                              events.add(
                                  SimpleConditionEvent.violated(call, call.getDescription())));
                }
              });

  private static boolean impure(JavaMethodCall call) {
    var owner = call.getTargetOwner().getName();
    return IMPURE_CALLS.contains(owner + "." + call.getName())
        || (owner.startsWith("java.time.") && call.getName().equals("now"))
        || owner.equals("java.time.Clock");
  }

  @ArchTest
  static final ArchRule PACKAGES_ARE_IN_ORDER =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("api")
          .definedBy(ROOT + "api..")
          .layer("plan")
          .definedBy(ROOT + "plan..")
          .layer("result")
          .definedBy(ROOT + "result..")
          .layer("placement")
          .definedBy(ROOT + "placement..")
          .layer("probe")
          .definedBy(ROOT + "probe..")
          .layer("status")
          .definedBy(ROOT + "status..")
          .layer("observe")
          .definedBy(ROOT + "observe..")
          .layer("stage")
          .definedBy(ROOT + "stage..")
          .layer("act")
          .definedBy(ROOT + "act..")
          .layer("metrics")
          .definedBy(ROOT + "metrics..")
          .layer("shell")
          .definedBy("dev.netperf.operator")
          .whereLayer("api")
          .mayNotAccessAnyLayer()
          .whereLayer("plan")
          .mayOnlyAccessLayers("api")
          .whereLayer("result")
          .mayOnlyAccessLayers("api")
          .whereLayer("placement")
          .mayOnlyAccessLayers("api")
          .whereLayer("probe")
          .mayOnlyAccessLayers("api", "plan")
          .whereLayer("status")
          .mayOnlyAccessLayers("api", "plan", "result")
          .whereLayer("observe")
          .mayOnlyAccessLayers("api", "placement", "probe")
          .whereLayer("stage")
          .mayOnlyAccessLayers("api", "plan", "placement", "probe", "status", "observe")
          .whereLayer("act")
          .mayOnlyAccessLayers("api", "probe", "status", "observe")
          .whereLayer("metrics")
          .mayOnlyAccessLayers("api")
          .whereLayer("shell")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.netperf.operator.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_STAGES_KNOW_OF_OBSERVATIONS_ONLY_THE_DATA =
      noClasses()
          .that(resideInAPackage(ROOT + "stage.."))
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + "observe..")
                  .and(JavaClass.Predicates.simpleNameEndingWith("Source")));

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl|Base|Abstract.*)$");

  @Test
  void theReconcilerIsShort() throws IOException {
    assertThat(lines(SOURCES.resolve("NetPerfTestReconciler.java"))).isLessThan(150);
  }

  @Test
  void noFileIsLong() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      assertThat(files.filter(f -> f.toString().endsWith(".java")))
          .allSatisfy(file -> assertThat(lines(file)).as("%s", file).isLessThanOrEqualTo(250));
    }
  }

  private static int lines(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }
}
