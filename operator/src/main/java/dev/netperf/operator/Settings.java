package dev.netperf.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netperf.operator.placement.Ledger;
import dev.netperf.operator.probe.ExtendedResources;
import dev.netperf.operator.probe.ProbeSettings;
import dev.netperf.operator.probe.ProbeTemplate;
import dev.netperf.operator.runtime.Pace;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the cluster's owner sets of every probe. A setting that can't be meant ends the start. */
class Settings {
  @Produces
  @Singleton
  ProbeSettings probes(
      @ConfigProperty(name = "netperf.probe-image") String image,
      @ConfigProperty(name = "netperf.probe-architectures") Optional<Set<String>> architectures,
      @ConfigProperty(name = "netperf.probe-template") Optional<String> template,
      @ConfigProperty(name = "netperf.inherited-labels") Optional<List<String>> inheritedLabels,
      @ConfigProperty(name = "netperf.extended-resources") Optional<String> extendedResources,
      @ConfigProperty(name = "netperf.network-policies") boolean networkPolicies) {
    return new ProbeSettings(
        image,
        architectures.orElse(Set.of()),
        template.map(file -> template(Path.of(file))).orElse(ProbeTemplate.NONE),
        inheritedLabels.map(Settings::inherited).orElse(List.of()),
        extendedResources.map(ExtendedResources::parse).orElse(ExtendedResources.NONE),
        networkPolicies);
  }

  /** Who has which nodes: the common good of all kinds. */
  @Produces
  @Singleton
  Ledger ledger(@ConfigProperty(name = "netperf.max-concurrent-samples") int samples) {
    return new Ledger(samples, System::nanoTime);
  }

  /** The pace that all kinds keep together. */
  @Produces
  @Singleton
  Pace pace(@ConfigProperty(name = "netperf.api.requests-per-second") int requestsPerSecond) {
    return new Pace(requestsPerSecond);
  }

  /** The template in a file, as YAML. */
  static ProbeTemplate template(Path file) {
    try {
      return ProbeTemplate.of(
          new KubernetesSerialization().unmarshal(Files.readString(file), JsonNode.class));
    } catch (IOException | KubernetesClientException e) {
      throw new IllegalStateException(
          "NETPERF_PROBE_TEMPLATE: " + file + " can't be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("NETPERF_PROBE_TEMPLATE: " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<String> inherited(List<String> keys) {
    try {
      keys.forEach(ProbeTemplate::notOurs);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException("NETPERF_INHERITED_LABELS: " + e.getMessage(), e);
    }
    return keys;
  }
}
