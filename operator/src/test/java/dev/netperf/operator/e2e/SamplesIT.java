package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.Isolated;

/** Every shipped sample of a test, all at once, as a user would apply a folder. */
@ExtendWith(LocalClusterExtension.class)
@Isolated("the operator may choose any node")
@Execution(ExecutionMode.SAME_THREAD)
@Order(1)
class SamplesIT {
  private static final Path SAMPLES = Path.of("../deploy/samples");
  private static final Duration LIMIT = Duration.ofMinutes(6);
  private static final List<String> ENDS =
      List.of(Reason.Complete.name(), Reason.ThresholdBreached.name(), Reason.Inconclusive.name());
  private final LocalCluster cluster;

  SamplesIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void everySampleIsMeasuredToItsEnd() throws IOException {
    try (var namespace = cluster.namespace("privileged");
        var files = Files.list(SAMPLES)) {
      // Given every sample, shortened to 1 s for each measurement and two repetitions
      var tests = new ArrayList<LiveTest>();
      for (var file : files.filter(SamplesIT::isTest).sorted().toList()) {
        tests.add(namespace.create(shortened(Files.readString(file))));
      }
      assertThat(tests).hasSizeGreaterThan(10);

      for (var test : tests) {
        // When they have taken turns on the nodes
        var status = test.untilFinished(LIMIT).getStatus();

        // Then all samples were taken; a gate may say what it finds on a busy machine
        assertThat(ENDS).as(test.describe()).contains(test.ready().reason());
        assertThat(status.progress().completed()).isEqualTo(status.progress().total());
        assertThat(status.summary()).as(test.name()).isNotNull();
        // on so busy a machine an attempt may fail, and is kept for whoever looks
        test.until(
            "keep the pods of failed attempts only",
            LiveTest.SOON,
            t -> test.pods().size() <= 2 * status.failures().size());
      }
    }
  }

  /** A survey is another matter, and so is a template. */
  private static boolean isTest(Path file) {
    return !file.getFileName().toString().startsWith("survey") && file.toString().endsWith(".yaml");
  }

  /** The NetPerfTest of a file, without the namespace that comes with it. */
  private static String shortened(String yaml) {
    return yaml.replaceFirst("(?s).*\n---\n", "")
        .replaceAll("(?m)^  namespace: .*\n", "")
        .replaceAll("(?m)^  (durationSeconds|repetitions): .*\n", "")
        .replaceFirst("(?m)^spec:( \\{})?$", "spec:\n  durationSeconds: 1\n  repetitions: 2");
  }
}
