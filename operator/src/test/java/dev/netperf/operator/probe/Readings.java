package dev.netperf.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.api.v1alpha1.Measurement;
import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.api.v1alpha1.Tool;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads recordings and other outputs. */
final class Readings {
  private Readings() {}

  static Task task(int streams, Measurement... measurements) {
    return new Task(Arrays.asList(measurements), 2, Optional.empty(), streams);
  }

  static Reading ofRecording(Tool tool, String name, Task task) {
    var envelope = Envelope.parse(Envelopes.recorded(tool.name(), name)).orElseThrow();
    return ProbeTool.of(tool).read(envelope, task);
  }

  static Reading ofOutput(Tool tool, String output, Task task) {
    var envelope = Envelope.parse(Envelopes.ended(0, output)).orElseThrow();
    return ProbeTool.of(tool).read(envelope, task);
  }

  /** The tool's output in a recording. */
  static String output(Tool tool, String name) {
    return Envelope.parse(Envelopes.recorded(tool.name(), name)).orElseThrow().output();
  }

  static Reading.Measured measured(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Measured.class);
    return (Reading.Measured) reading;
  }

  static Reading.Failed failed(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Failed.class);
    var failed = (Reading.Failed) reading;
    assertThat(failed.reason().kind()).isEqualTo(Reason.Kind.TRANSIENT);
    assertThat(failed.message()).isNotBlank().doesNotContain("\n").hasSizeLessThan(500);
    return failed;
  }

  /** Asserts a failure, given as {@code recording | reason | part of the message}. */
  static void assertFailure(Tool tool, String row, Task task) {
    var columns = List.of(row.split(" *\\| ", -1));
    var failed = failed(ofRecording(tool, columns.get(0), task));
    assertThat(failed.reason()).isEqualTo(Reason.valueOf(columns.get(1)));
    assertThat(failed.message()).contains(columns.get(2));
  }
}
