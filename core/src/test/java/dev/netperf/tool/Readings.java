package dev.netperf.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.ServerPorts;
import dev.netperf.api.v1alpha1.SideFacts;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.plan.PlannedMeasurement;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads recordings and other outputs. */
final class Readings {
  static final ServerPorts PORTS = new ServerPorts(19765, 19766, 19764);

  private Readings() {}

  /** Of two seconds, with the default sizes. */
  static Task task(int streams, Measurement... measurements) {
    return task(Arrays.asList(measurements), 2, streams);
  }

  static Task task(List<Measurement> measurements, int seconds, int streams) {
    return new Task(
        measurements.stream().map(m -> new PlannedMeasurement(m, Optional.empty())).toList(),
        seconds,
        streams);
  }

  /** Each in messages of this size. */
  static Task sized(int bytes, Measurement... measurements) {
    return new Task(
        Arrays.stream(measurements)
            .map(m -> new PlannedMeasurement(m, Optional.of(bytes)))
            .toList(),
        2,
        1);
  }

  static List<String> names(List<Measurement> measurements) {
    return measurements.stream().map(Measurement::name).toList();
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

  /** Every value that was asked for, each as the output says it; or why there is none. */
  static void assertSound(Tool tool, String output, Task task, Reading reading) {
    if (reading instanceof Reading.Failed) {
      failed(reading);
      return;
    }
    var measured = measured(reading);
    assertThat(measured.values().stream().map(Value::measurement).toList())
        .isEqualTo(names(task.measurements()));
    assertThat(measured.values()).allSatisfy(value -> assertSound(tool, output, task, value));
    assertThat(measured.values())
        .allSatisfy(
            value -> {
              assertSound(value.clientFacts());
              assertSound(value.serverFacts());
            });
  }

  private static void assertSound(Tool tool, String output, Task task, Value value) {
    assertThat(value.value()).isPositive();
    var several = task.streams() > 1 && Measurement.valueOf(value.measurement()).bandwidth();
    assertThat(value.streams()).hasSize(several ? task.streams() : 0);
    assertThat(value.streams()).allMatch(part -> part > 0);
    assertThat(value.percentiles()).allMatch(p -> p.value() > 0);
    if (value.lossPercent() != null) {
      assertThat(new BigDecimal(value.lossPercent()))
          .isBetween(BigDecimal.ZERO, new BigDecimal(100));
    }
    if (value.jitterNanoseconds() != null) {
      assertThat(value.jitterNanoseconds()).isNotNegative();
    }
    if (tool == Tool.qperf && several) {
      assertThat(value.streams()).allSatisfy(part -> assertThat(output).contains("" + part));
      assertThat(value.streams().stream().mapToLong(n -> n).sum()).isEqualTo(value.value());
    } else {
      assertThat(output).contains(printed(tool, value.value()));
    }
  }

  private static String printed(Tool tool, long value) {
    return tool == Tool.sockperf
        ? "%d.%03d".formatted(value / 1000, value % 1000)
        : Long.toString(value);
  }

  /** A fact that makes no sense is none. */
  static void assertSound(SideFacts facts) {
    assertThat(facts.cpuPercent() == null || facts.cpuPercent() >= 0).isTrue();
    assertThat(
            Stream.of(facts.busiestCPUPercent(), facts.softirqPercent(), facts.stealPercent())
                .filter(Objects::nonNull))
        .allMatch(percent -> percent >= 0 && percent <= 100);
    assertThat(
            Stream.of(
                    facts.throttledMilliseconds(),
                    facts.bytesSent(),
                    facts.bytesRetransmitted(),
                    facts.datagramsReceived(),
                    facts.datagramsDropped())
                .filter(Objects::nonNull))
        .allMatch(number -> number >= 0);
    assertThat(
            facts.bytesRetransmitted() == null || facts.bytesRetransmitted() <= facts.bytesSent())
        .isTrue();
  }

  /** Asserts a failure, given as {@code recording | reason | part of the message}. */
  static void assertFailure(Tool tool, String row, Task task) {
    var columns = List.of(row.split(" *\\| ", -1));
    var failed = failed(ofRecording(tool, columns.get(0), task));
    assertThat(failed.reason()).isEqualTo(Reason.valueOf(columns.get(1)));
    assertThat(failed.message()).contains(columns.get(2));
  }
}
