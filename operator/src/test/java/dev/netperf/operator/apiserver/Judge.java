package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.nio.file.Path;
import java.util.List;

/** Asks an API server what it thinks of resources, without storing any. */
final class Judge {
  private final ApiServer server;
  private final String namespace;

  /** In a namespace that it makes. */
  Judge(ApiServer server, String namespace) {
    this.server = server;
    this.namespace = server.namespace(namespace);
  }

  void create(GenericKubernetesResource resource) {
    server.client().resource(resource).dryRun().fieldValidation(Validation.STRICT).create();
  }

  void apply(GenericKubernetesResource resource) {
    var strictly = ApiServer.applyAs("validation");
    strictly.setFieldValidation("Strict");
    strictly.setDryRun(List.of("All"));
    server.client().resource(resource).patch(strictly, resource);
  }

  /** Each of the expected refusals is "field: message", and there is no other. */
  void assertRefused(GenericKubernetesResource resource, List<String> expected) {
    assertThat(complaints(resource))
        .as("%s", resource)
        .zipSatisfy(expected, (said, part) -> assertThat(said).contains(part.split(": ", 2)));
  }

  void assertNotApplied(GenericKubernetesResource resource) {
    var refusal = catchThrowableOfType(KubernetesClientException.class, () -> apply(resource));
    assertThat(refusal).as("%s was accepted", resource).isNotNull();
    assertThat(refusal.getCode()).isIn(400, 422, 500);
  }

  /** What is wrong with one that is refused, each as "field: message". */
  List<String> complaints(GenericKubernetesResource resource) {
    var refusal = catchThrowableOfType(KubernetesClientException.class, () -> create(resource));
    assertThat(refusal).as("%s was accepted", resource).isNotNull();
    assertThat(refusal.getCode()).isIn(400, 422);
    return complaints(refusal.getStatus());
  }

  private static List<String> complaints(Status refusal) {
    if (refusal.getCode() == 400) {
      return List.of(refusal.getMessage().replaceFirst(".*strict decoding error: ", ""));
    }
    return refusal.getDetails().getCauses().stream()
        .map(cause -> cause.getField() + ": " + cause.getMessage())
        .filter(complaint -> !complaint.contains("some validation rules were not checked"))
        .toList();
  }

  GenericKubernetesResource read(Path file) {
    return written(CustomResourceFile.text(file));
  }

  /** From YAML, in the namespace. */
  GenericKubernetesResource written(String yaml) {
    var resource = server.asWritten(yaml);
    resource.getMetadata().setNamespace(namespace);
    return resource;
  }
}
