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
import org.junit.jupiter.api.Test;

/** What decides is pure, the packages are in order, the files are small. */
@AnalyzeClasses(packages = "dev.netperf", importOptions = House.Shipped.class)
class ArchitectureTest {
  private static final String ROOT = "dev.netperf.operator.";
  private static final Path SOURCES = Path.of("src/main/java/dev/netperf/operator");
  private static final String[] PURE = {ROOT + "probe..", ROOT + "placement..", ROOT + "stage.."};

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
          .whereLayer("shell")
          .mayNotBeAccessedByAnyLayer();

  /** So that a second kind finds them ready. */
  @ArchTest
  static final ArchRule SHARED_ROOMS_KNOW_NO_KIND =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT + "cluster..", ROOT + "runtime..", ROOT + "memory..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(".*[.]NetPerfTest(Spec|Status)?");

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
  void theReconcilerIsShort() {
    assertThat(House.lines(SOURCES.resolve("netperftest/NetPerfTestReconciler.java")))
        .isLessThan(150);
  }

  @Test
  void noFileIsLong() {
    assertThat(House.longFiles(SOURCES)).isEmpty();
  }
}
