package dev.netperf.operator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.netperf.House;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What decides is pure, the packages are in order, the files are small. */
@AnalyzeClasses(packages = "dev.netperf", importOptions = House.Shipped.class)
class ArchitectureTest {
  private static final String ROOT = "dev.netperf.operator.";
  private static final Path SOURCES = Path.of("src/main/java/dev/netperf/operator");
  private static final String[] PURE = {
    ROOT + "probe..", ROOT + "placement..", ROOT + "stage..", ROOT + "survey.stage.."
  };

  /** What belongs to a kind alone. */
  private static final String[] TESTS = {ROOT + "netperftest..", ROOT + "stage.."};

  private static final String[] SURVEYS = {ROOT + "survey.."};

  @ArchTest static final ArchRule WHAT_DECIDES_KNOWS_NO_CLIENT = House.knowsNoClient(PURE);
  @ArchTest static final ArchRule WHAT_DECIDES_HAS_NO_CLOCK_AND_NO_CHANCE = House.isPure(PURE);
  @ArchTest static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = House.names();

  @ArchTest
  static final ArchRule PACKAGES_ARE_IN_ORDER =
      House.coreLayers()
          .layer("placement")
          .definedBy(ROOT + "placement..")
          .layer("probe")
          .definedBy(ROOT + "probe..")
          .layer("observe")
          .definedBy(ROOT + "observe..")
          .layer("stage")
          .definedBy(ROOT + "stage..")
          .layer("cluster")
          .definedBy(ROOT + "cluster..")
          .layer("metrics")
          .definedBy(ROOT + "metrics..")
          .layer("runtime")
          .definedBy(ROOT + "runtime..")
          .layer("netperftest")
          .definedBy(ROOT + "netperftest..")
          .layer("survey stage")
          .definedBy(ROOT + "survey.stage..")
          .layer("survey")
          .definedBy(ROOT + "survey")
          .layer("shell")
          .definedBy("dev.netperf.operator")
          .whereLayer("placement")
          .mayOnlyAccessLayers("api")
          .whereLayer("probe")
          .mayOnlyAccessLayers("api", "text", "plan", "tool")
          .whereLayer("observe")
          .mayOnlyAccessLayers("api", "placement", "probe")
          .whereLayer("stage")
          .mayOnlyAccessLayers(
              "api", "text", "plan", "tool", "run", "placement", "probe", "observe")
          .whereLayer("cluster")
          .mayOnlyAccessLayers("api", "text", "run", "probe", "observe", "runtime")
          .whereLayer("metrics")
          .mayOnlyAccessLayers("api")
          .whereLayer("runtime")
          .mayNotAccessAnyLayer()
          .whereLayer("netperftest")
          .mayOnlyBeAccessedByLayers("shell")
          .whereLayer("survey stage")
          .mayOnlyAccessLayers("api", "text", "run", "fleet", "placement", "probe", "observe")
          .whereLayer("survey stage")
          .mayOnlyBeAccessedByLayers("survey")
          .whereLayer("survey")
          .mayOnlyBeAccessedByLayers("shell")
          .whereLayer("shell")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule TESTS_KNOW_NO_SURVEYS =
      noClasses()
          .that()
          .resideInAnyPackage(TESTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SURVEYS);

  @ArchTest
  static final ArchRule SURVEYS_KNOW_OF_TESTS_ONLY_THE_RESOURCE =
      noClasses()
          .that()
          .resideInAnyPackage(SURVEYS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TESTS);

  /** So that every kind finds them ready. */
  @ArchTest
  static final ArchRule SHARED_ROOMS_KNOW_NO_KIND =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + "cluster..", ROOT + "runtime..", ROOT + "memory..", ROOT + "placement..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(".*[.]NetPerf(Test|Survey)(Spec|Status|Slice)?");

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

  @Test
  void theReconcilersAreShort() {
    assertThat(
            Stream.of(
                "netperftest/NetPerfTestReconciler.java", "survey/NetPerfSurveyReconciler.java"))
        .allSatisfy(file -> assertThat(House.lines(SOURCES.resolve(file))).isLessThan(150));
  }

  @Test
  void noFileIsLong() {
    assertThat(House.longFiles(SOURCES)).isEmpty();
  }
}
