package dev.netperf;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The core is pure, its packages are in order, its files are small. */
@AnalyzeClasses(packages = "dev.netperf", importOptions = House.Shipped.class)
class ArchitectureTest {
  private static final String CORE = "dev.netperf..";

  @ArchTest static final ArchRule IT_KNOWS_NO_CLIENT = House.knowsNoClient(CORE);
  @ArchTest static final ArchRule IT_HAS_NO_CLOCK_AND_NO_CHANCE = House.isPure(CORE);
  @ArchTest static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = House.names();

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.netperf.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule PACKAGES_ARE_IN_ORDER =
      House.coreLayers()
          .whereLayer("api")
          .mayNotAccessAnyLayer()
          .whereLayer("text")
          .mayOnlyAccessLayers("api")
          .whereLayer("plan")
          .mayOnlyAccessLayers("api", "text")
          .whereLayer("tool")
          .mayOnlyAccessLayers("api", "text", "plan")
          .whereLayer("result")
          .mayOnlyAccessLayers("api", "text")
          .whereLayer("run")
          .mayOnlyAccessLayers("api", "text", "plan", "result")
          .whereLayer("fleet")
          .mayOnlyAccessLayers("api", "text", "plan", "tool", "result")
          .whereLayer("fleet")
          .mayNotBeAccessedByAnyLayer();

  @Test
  void noFileIsLong() {
    assertThat(House.longFiles(Path.of("src/main/java"))).isEmpty();
  }
}
