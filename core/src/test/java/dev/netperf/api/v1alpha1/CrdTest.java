package dev.netperf.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.api.v1alpha1.survey.TemplateRules;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrdTest {
  private static final Path COMMITTED = Path.of("../crds");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static JsonNode schema(String plural) throws IOException {
    var definition = COMMITTED.resolve(plural + ".netperf.dev-v1.yml");
    return YAML.unmarshal(Files.readString(definition), JsonNode.class)
        .at("/spec/versions/0/schema/openAPIV3Schema");
  }

  @Test
  void theCommittedDefinitionsAreTheGeneratedOnes(@TempDir Path dir) throws IOException {
    var made =
        new CRDGenerator()
            .customResourceClasses(NetPerfTest.class, NetPerfSurvey.class, NetPerfSurveySlice.class)
            .forCRDVersions("v1")
            .withMinQuotes(true)
            .withPostProcessor(new CrdPostProcessor())
            .inOutputDir(dir.toFile())
            .detailedGenerate();
    assertThat(made.numberOfGeneratedCRDs()).isEqualTo(3);
    for (var file : files(dir)) {
      var generated = Files.readString(dir.resolve(file));
      if (Boolean.getBoolean("crds.write")) {
        Files.writeString(COMMITTED.resolve(file), generated);
      }
      assertThat(COMMITTED.resolve(file))
          .as("write it anew: mvn test -pl core -am -Dtest=CrdTest -Dcrds.write=true")
          .hasContent(generated);
    }
    assertThat(files(COMMITTED)).containsExactlyElementsOf(files(dir));
  }

  private static List<String> files(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yml"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"netperftests", "netperfsurveys", "netperfsurveyslices"})
  void everythingThatKubectlExplainsHasADescription(String plural) throws IOException {
    assertThat(undescribed("", schema(plural))).isEmpty();
  }

  private static List<String> undescribed(String path, JsonNode schema) {
    var missing = new ArrayList<String>();
    if (!schema.has("description")) {
      missing.add(path);
    }
    for (var property : schema.path("properties").properties()) {
      missing.addAll(undescribed(path + "." + property.getKey(), property.getValue()));
    }
    for (var property : schema.at("/items/properties").properties()) {
      missing.addAll(undescribed(path + "[]." + property.getKey(), property.getValue()));
    }
    return missing;
  }

  /** An object stored before a default was added must mean what a new one means. */
  @Test
  void theDefaultsOfTheCodeAreThoseOfTheSchema() throws IOException {
    var inCode = YAML.convertValue(YAML.unmarshal("{}", NetPerfTestSpec.class), JsonNode.class);
    assertAreThoseOf(inCode, schema("netperftests").at("/properties/spec"), 8);
  }

  @Test
  void soAreThoseOfASurvey() throws IOException {
    var inCode = YAML.convertValue(YAML.unmarshal("{}", NetPerfSurveySpec.class), JsonNode.class);
    var spec = schema("netperfsurveys").at("/properties/spec");
    assertAreThoseOf(inCode, spec, 8);
    for (var part : List.of("nodes", "coverage", "concurrency", "require")) {
      assertAreThoseOf(inCode.path(part), spec.at("/properties/" + part), 0);
    }
    assertAreThoseOf(
        inCode.at("/testTemplate/spec"), spec.at("/properties/testTemplate/properties/spec"), 8);
  }

  /** Of a part, the default is what the defaults of its fields are. */
  private static void assertAreThoseOf(JsonNode inCode, JsonNode schema, int atLeast) {
    var defaults =
        schema.path("properties").properties().stream()
            .filter(p -> p.getValue().has("default"))
            .toList();
    assertThat(defaults).hasSizeGreaterThan(atLeast);
    assertThat(defaults)
        .filteredOn(p -> !p.getValue().path("default").isObject())
        .allSatisfy(
            p -> assertThat(inCode.path(p.getKey())).isEqualTo(p.getValue().path("default")));
  }

  @Test
  void theTestOfAPairIsATestButForWhatIsTheSurveysBusiness() throws IOException {
    var test = schema("netperftests").at("/properties/spec/properties");
    var pair =
        schema("netperfsurveys").at("/properties/spec/properties/testTemplate/properties/spec");

    assertThat(TemplateRules.LACKING).allSatisfy(field -> assertThat(test.has(field)).isTrue());
    assertThat(names(pair.path("properties")))
        .containsExactlyElementsOf(
            names(test).stream().filter(name -> !TemplateRules.LACKING.contains(name)).toList());
    assertThat(pair.path("x-kubernetes-validations"))
        .hasSizeGreaterThan(15)
        .allSatisfy(
            rule ->
                assertThat(TemplateRules.LACKING)
                    .noneMatch(field -> rule.path("rule").asText().contains("self." + field)));
  }

  private static List<String> names(JsonNode properties) {
    return properties.properties().stream().map(Map.Entry::getKey).toList();
  }
}
