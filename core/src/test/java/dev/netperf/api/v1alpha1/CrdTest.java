package dev.netperf.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrdTest {
  private static final Path COMMITTED = Path.of("../crds/netperftests.netperf.dev-v1.yml");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  @Test
  void theCommittedDefinitionIsTheGeneratedOne(@TempDir File dir) throws IOException {
    var made =
        new CRDGenerator()
            .customResourceClasses(NetPerfTest.class)
            .forCRDVersions("v1")
            .withMinQuotes(true)
            .withPostProcessor(new CrdPostProcessor())
            .inOutputDir(dir)
            .detailedGenerate();
    assertThat(made.numberOfGeneratedCRDs()).isEqualTo(1);
    var generated = Files.readString(dir.toPath().resolve(COMMITTED.getFileName()));
    if (Boolean.getBoolean("crds.write")) {
      Files.writeString(COMMITTED, generated);
    }
    assertThat(COMMITTED)
        .as("write it anew: mvn test -pl core -am -Dtest=CrdTest -Dcrds.write=true")
        .hasContent(generated);
  }

  @Test
  void everythingThatKubectlExplainsHasADescription() throws IOException {
    var schema =
        YAML.unmarshal(Files.readString(COMMITTED), JsonNode.class)
            .at("/spec/versions/0/schema/openAPIV3Schema");

    assertThat(undescribed("", schema)).isEmpty();
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
    var properties =
        YAML.unmarshal(Files.readString(COMMITTED), JsonNode.class)
            .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties")
            .properties();
    var defaults = properties.stream().filter(p -> p.getValue().has("default")).toList();
    assertThat(defaults).hasSizeGreaterThan(8);
    assertThat(defaults)
        .allSatisfy(
            p -> assertThat(inCode.path(p.getKey())).isEqualTo(p.getValue().path("default")));
  }
}
