package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.NodeFacts;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.operator.metrics.Scrape;
import io.fabric8.kubernetes.api.model.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/** The shipped samples, on nodes of the operator's choice. */
@ExtendWith(LocalClusterExtension.class)
@Isolated("the operator may choose any node")
@Execution(ExecutionMode.SAME_THREAD)
@Order(1)
class MainJobIT {
  private static final java.nio.file.Path SAMPLES = java.nio.file.Path.of("../deploy/samples");
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private final LocalCluster cluster;

  MainJobIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void theShippedSamplePrintsItsRow() throws IOException {
    try (var namespace = cluster.namespace("privileged")) {
      // Given the shipped sample, shortened to 1 s for each measurement
      var yaml = Files.readString(SAMPLES.resolve("overlay-cost.yaml"));
      var test = namespace.create(yaml.replace("durationSeconds: 5", "durationSeconds: 1"));

      // When it is done
      var status = test.untilComplete(LIMIT);

      // Then conditions and columns say so, as the real kubectl sees them
      waitedFor(test, "Ready");
      waitedFor(test, "Finished");
      var row = kubectl(test, "get", "npt", "overlay-cost", "--no-headers").split(" {2,}");
      assertThat(row)
          .startsWith("overlay-cost", "Complete", "8/8")
          .contains(status.nodes().server().name(), status.nodes().client().name(), "True");
      assertThat(row[5]).as("HOST").matches("1[5-9][0-9] Mbit/s");
      assertThat(row[6]).as("POD").matches("1[5-9][0-9] Mbit/s");
      assertThat(row[7]).as("RATIO").matches("[0-9.]+% ±[0-9.]+");
      assertThat(row[8]).as("HOST-LAT").endsWith(" us");
      assertThat(row[9]).as("POD-LAT").endsWith(" us");
      assertThat(row[10]).as("WARNINGS").startsWith("SharedKernel");

      // and native and overlay took turns, the first going second in every other repetition
      assertThat(status.samples())
          .extracting(Sample::path)
          .containsExactly(
              Path.HostToHost.name(),
              Path.PodToPod.name(),
              Path.PodToPod.name(),
              Path.HostToHost.name(),
              Path.HostToHost.name(),
              Path.PodToPod.name(),
              Path.PodToPod.name(),
              Path.HostToHost.name());

      // and the facts about both nodes are those of the Node objects
      facts(status.nodes().server());
      facts(status.nodes().client());

      // and there are Events for whoever describes it, and no pod is left
      assertThat(kubectl(test, "describe", "npt", "overlay-cost"))
          .containsPattern("Normal +Complete .*PodToPod .* is .*% .* of HostToHost");
      test.untilNoPods(Duration.ofSeconds(5));

      // and Prometheus would read the same means from the operator
      assertThat(bandwidths(test)).containsExactlyInAnyOrderElementsOf(means(status));
    }
  }

  @Test
  void anEmptySpecIsATest() {
    try (var namespace = cluster.namespace("privileged")) {
      // Given a spec that says nothing but how long
      var test = namespace.measure("minimal", "{repetitions: 1, durationSeconds: 1}");

      // When it is done
      var status = test.untilComplete(LIMIT);

      // Then the operator chose two nodes, and measured bandwidth and latency on both paths
      assertThat(status.nodes().server().name()).isNotEqualTo(status.nodes().client().name());
      assertThat(status.results()).hasSize(4);
      assertThat(status.comparisons()).hasSize(2);
      waitedFor(test, "Ready");
      waitedFor(test, "Finished");
    }
  }

  /** What {@code /metrics} says of a test, as the operator's own node gets it, in bit/s. */
  private List<Double> bandwidths(LiveTest test) {
    var pod = cluster.operator().pod();
    var url = "http://" + pod.getStatus().getPodIP() + ":8080/metrics";
    var text = cluster.on(pod.getSpec().getNodeName(), "curl", "--silent", "--fail", url);
    return Scrape.of(text).series("netperf_result_bandwidth_bytes_per_second").entrySet().stream()
        .filter(e -> e.getKey().contains("namespace=\"" + test.namespace() + "\""))
        .map(e -> e.getValue() * 8)
        .toList();
  }

  private static List<Double> means(NetPerfTestStatus status) {
    return status.results().stream()
        .filter(result -> Measurement.valueOf(result.measurement()).bandwidth())
        .map(result -> result.mean().doubleValue())
        .toList();
  }

  private void waitedFor(LiveTest test, String condition) {
    assertThat(
            kubectl(test, "wait", "--for=condition=" + condition, "--timeout=1s", "npt", "--all"))
        .contains("condition met");
  }

  private String kubectl(LiveTest test, String... arguments) {
    var all = new java.util.ArrayList<>(List.of(arguments));
    all.add("--namespace=" + test.namespace());
    return cluster.kubectl(all.toArray(String[]::new));
  }

  private void facts(NodeFacts facts) {
    Node node = cluster.client().nodes().withName(facts.name()).get();
    var info = node.getStatus().getNodeInfo();
    var labels = node.getMetadata().getLabels();
    assertThat(facts.instanceType())
        .isEqualTo(labels.get("node.kubernetes.io/instance-type"))
        .isNotBlank();
    assertThat(facts.zone()).isEqualTo(labels.get("topology.kubernetes.io/zone")).isNotBlank();
    assertThat(facts.region()).isEqualTo(labels.get("topology.kubernetes.io/region")).isNotBlank();
    assertThat(facts.architecture()).isEqualTo(info.getArchitecture()).isNotBlank();
    assertThat(facts.kernelVersion()).isEqualTo(info.getKernelVersion()).isNotBlank();
    assertThat(facts.osImage()).isEqualTo(info.getOsImage()).isNotBlank();
    assertThat(facts.kubeletVersion()).isEqualTo(info.getKubeletVersion()).isNotBlank();
    assertThat(facts.containerRuntimeVersion())
        .isEqualTo(info.getContainerRuntimeVersion())
        .isNotBlank();
    assertThat(facts.cores())
        .isEqualTo(node.getStatus().getCapacity().get("cpu").getNumericalAmount().intValue());
    assertThat(facts.cpuModel()).as("CPU model, from the tool").isNotBlank();
  }
}
