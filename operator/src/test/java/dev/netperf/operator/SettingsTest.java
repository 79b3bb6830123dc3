package dev.netperf.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file of the cluster's owner may say, and how a mistake in it is told. */
class SettingsTest {
  @TempDir private Path folder;

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("template.yaml"), yaml);
  }

  @Test
  void theTemplateOfTheComponentIsOne() throws IOException {
    // Given
    var shipped = Files.readString(Path.of("../deploy/probe-template/config-map.yaml"));
    var data = new KubernetesSerialization().unmarshal(shipped, ConfigMap.class).getData();

    // When
    var template = Settings.template(file(data.get("probe-template.yaml")));

    // Then
    assertThat(template.metadata().getLabels()).containsKey("example.com/cost-center");
    assertThat(template.spec().getTolerations()).hasSize(1);
    assertThat(template.container().getImagePullPolicy()).isEqualTo("IfNotPresent");
  }

  @Test
  void whatCannotBeSetIsNamed() throws IOException {
    var file = file("spec: {hostNetwork: true}");

    assertThatThrownBy(() -> Settings.template(file))
        .hasMessageContainingAll("NETPERF_PROBE_TEMPLATE", "spec.hostNetwork");
  }

  @Test
  void aFileThatIsNoYamlOrIsNotThereIsNamed() throws IOException {
    var broken = file("{");
    var absent = folder.resolve("absent.yaml");

    assertThatThrownBy(() -> Settings.template(broken)).hasMessageContaining("template.yaml");
    assertThatThrownBy(() -> Settings.template(absent))
        .hasMessageContainingAll("absent.yaml", "can't be read");
  }
}
