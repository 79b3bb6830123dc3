package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
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
  private String namespace;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    namespace = server.namespace("validation");
  }

  static Stream<Path> validFiles() throws IOException {
    return CustomResourceFile.named("valid-");
  }

  static Stream<Path> invalidFiles() throws IOException {
    return CustomResourceFile.named("invalid-");
  }

  static Stream<Path> samples() throws IOException {
    return CustomResourceFile.in(Path.of("../deploy/samples"));
  }

  @ParameterizedTest
  @MethodSource("validFiles")
  void aValidResourceCanBeCreated(Path file) {
    create(read(file));
  }

  @ParameterizedTest
  @MethodSource("validFiles")
  void aValidResourceCanBeApplied(Path file) {
    apply(read(file));
  }

  @ParameterizedTest
  @MethodSource("invalidFiles")
  void anInvalidResourceIsRefusedWithTheFieldAndNothingElse(Path file) {
    // Given
    var resource = read(file);
    var expected = CustomResourceFile.expectations(file);
    // When
    var refusal = catchThrowableOfType(KubernetesClientException.class, () -> create(resource));
    // Then
    assertThat(refusal).as("%s was accepted", file).isNotNull();
    assertThat(refusal.getCode()).isIn(400, 422);
    assertThat(complaints(refusal.getStatus()))
        .as("%s", file)
        .zipSatisfy(expected, (said, part) -> assertThat(said).contains(part.split(": ", 2)));
  }

  @ParameterizedTest
  @MethodSource("invalidFiles")
  void anInvalidResourceCanNotBeAppliedEither(Path file) {
    // Given
    var resource = read(file);
    // When
    var refusal = catchThrowableOfType(KubernetesClientException.class, () -> apply(resource));
    // Then
    assertThat(refusal).as("%s was accepted", file).isNotNull();
    assertThat(refusal.getCode()).isIn(400, 422, 500);
  }

  @Test
  void everyRuleOfTheSchemaIsBrokenByAFile() throws IOException {
    // Given
    var rules = SchemaRules.of(SchemaRules.committedDefinition());
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
    assertThat(CustomResourceFile.in(CustomResourceFile.DIRECTORY))
        .containsExactlyInAnyOrderElementsOf(used);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleIsAccepted(Path file) {
    server.kubectl("apply", "--server-side", "--validate=strict", "--filename=" + file);
  }

  /** What is wrong, each as "field: message". */
  private static List<String> complaints(Status refusal) {
    if (refusal.getCode() == 400) {
      return List.of(refusal.getMessage().replaceFirst(".*strict decoding error: ", ""));
    }
    return refusal.getDetails().getCauses().stream()
        .map(cause -> cause.getField() + ": " + cause.getMessage())
        .filter(complaint -> !complaint.contains("some validation rules were not checked"))
        .toList();
  }

  private void create(GenericKubernetesResource resource) {
    server.client().resource(resource).dryRun().fieldValidation(Validation.STRICT).create();
  }

  private void apply(GenericKubernetesResource resource) {
    var strictly = ApiServer.applyAs("validation");
    strictly.setFieldValidation("Strict");
    strictly.setDryRun(List.of("All"));
    server.client().resource(resource).patch(strictly, resource);
  }

  private GenericKubernetesResource read(Path file) {
    var resource = server.asWritten(CustomResourceFile.text(file));
    resource.getMetadata().setNamespace(namespace);
    return resource;
  }
}
