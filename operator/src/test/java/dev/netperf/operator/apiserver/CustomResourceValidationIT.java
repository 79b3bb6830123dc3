package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user may write: {@code src/test/resources/crd} has one file for each rule. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CustomResourceValidationIT {
  private ApiServer server;
  private Judge judge;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    judge = new Judge(server, "validation");
  }

  static Stream<Path> validFiles() throws IOException {
    return CustomResourceFile.named(CustomResourceFile.TESTS, "valid-");
  }

  static Stream<Path> invalidFiles() throws IOException {
    return CustomResourceFile.named(CustomResourceFile.TESTS, "invalid-");
  }

  static Stream<Path> samples() throws IOException {
    return CustomResourceFile.in(Path.of("../deploy/samples"))
        .filter(file -> file.toString().endsWith(".yaml"));
  }

  @ParameterizedTest
  @MethodSource("validFiles")
  void aValidResourceCanBeCreated(Path file) {
    judge.create(judge.read(file));
  }

  @ParameterizedTest
  @MethodSource("validFiles")
  void aValidResourceCanBeApplied(Path file) {
    judge.apply(judge.read(file));
  }

  @ParameterizedTest
  @MethodSource("invalidFiles")
  void anInvalidResourceIsRefusedWithTheFieldAndNothingElse(Path file) {
    judge.assertRefused(judge.read(file), CustomResourceFile.expectations(file));
  }

  @ParameterizedTest
  @MethodSource("invalidFiles")
  void anInvalidResourceCanNotBeAppliedEither(Path file) {
    judge.assertNotApplied(judge.read(file));
  }

  @Test
  void everyRuleOfTheSchemaIsBrokenByAFile() throws IOException {
    // Given
    var rules = SchemaRules.of("netperftests", "spec.client", "spec.probe.resources.requests");
    var expectations =
        invalidFiles().map(CustomResourceFile::expectations).flatMap(List::stream).toList();
    // Then
    assertThat(rules).hasSizeGreaterThan(50);
    assertThat(rules)
        .allSatisfy(rule -> assertThat(expectations).anySatisfy(rule::assertIsTheOneOf));
  }

  @Test
  void everyFileIsUsed() throws IOException {
    var used = Stream.concat(validFiles(), invalidFiles()).toList();
    assertThat(CustomResourceFile.in(CustomResourceFile.TESTS))
        .containsExactlyInAnyOrderElementsOf(used);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleIsAccepted(Path file) {
    server.kubectl("apply", "--server-side", "--validate=strict", "--filename=" + file);
  }
}
