package dev.netperf.run;

import dev.netperf.api.v1alpha1.Exclusion;
import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.NodeFacts;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Percentile;
import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.SideFacts;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.plan.Plan;
import dev.netperf.plan.PlannedMeasurement;
import dev.netperf.plan.PlannedSample;
import dev.netperf.plan.Specs;
import dev.netperf.text.Times;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Statuses in which everything is there that a plan can lead to, in its longest form. */
public final class LargestStatus {
  /** All that there are: the most samples. */
  public static final String PATHS =
      "paths: [HostToHost, PodToPod, HostToPod, PodToHost, PodToService]";

  static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

  private static final NodeFacts NODE =
      new NodeFacts(
          "n".repeat(253),
          "type",
          "zone",
          "region",
          "amd64",
          "m".repeat(80),
          128,
          "b".repeat(36),
          "6.18.44",
          "Debian GNU/Linux 12",
          "v1.34.4",
          "containerd://2.1.0",
          "i".repeat(256),
          Collections.nCopies(5, "s".repeat(63)));

  private LargestStatus() {}

  /** Of a spec, as flow YAML: each sample was taken, a hundred of them in vain before. */
  public static NetPerfTestStatus of(String text) {
    var spec = Specs.spec(text);
    var test = new NetPerfTest();
    test.setMetadata(new ObjectMetaBuilder().withName("largest").withGeneration(1L).build());
    test.setSpec(spec);
    var plan = Plan.of(spec);
    var state = started();
    for (int i = 0; i < Math.min(100, plan.samples().size()); i++) {
      state = with(state, sample(spec, plan.samples().get(i)).excluded(Exclusion.RepetitionParted));
    }
    for (int i = 0; i < 20; i++) {
      state =
          state.failed(
              new Failure(
                  1999,
                  20,
                  Path.PodToService.name(),
                  "node-1",
                  Reason.ClientFailed.name(),
                  "x".repeat(500),
                  NOW.toString()),
              true);
    }
    for (var planned : plan.samples()) {
      state = with(state, sample(spec, planned));
    }
    return StatusFactory.status(
        test,
        plan,
        state.completed(NOW),
        Outcome.failed(Reason.Inconclusive, "x".repeat(4000)),
        NOW);
  }

  private static Value value(NetPerfTestSpec spec, PlannedMeasurement planned) {
    var measurement = planned.measurement();
    var value =
        Value.of(measurement, measurement.bandwidth() ? 400_000_000_000L : 12_345_678L)
            .at(planned.messageSize())
            .withFacts(
                facts(spec.tool(), measurement, true), facts(spec.tool(), measurement, false));
    if (spec.streams() > 1) {
      value = value.withStreams(Collections.nCopies(spec.streams(), 10_000_000_000L));
    }
    if (spec.tool() == Tool.sockperf) {
      value =
          value.withPercentiles(
              Stream.of("50", "90", "99", "99.9", "max")
                  .map(name -> new Percentile(name, 12_345_678L))
                  .toList());
    }
    return measurement == Measurement.UDPBandwidth
        ? value.withLoss("12.345").withJitter(12_345_678)
        : value;
  }

  /** All that an end can see of it; sockperf says nothing of CPUs. */
  private static SideFacts facts(Tool tool, Measurement measurement, boolean client) {
    Long sent = client && measurement == Measurement.TCPBandwidth ? 1_000_000_000_000L : null;
    Long datagrams = !client && measurement.udp() ? 1_000_000_000L : null;
    return new SideFacts(
        tool == Tool.sockperf ? null : 1234,
        100,
        100,
        100,
        100_000L,
        sent,
        sent,
        datagrams,
        datagrams);
  }

  static Sample sample(NetPerfTestSpec spec, PlannedSample planned) {
    return new Sample(
        planned.index(),
        planned.repetition(),
        planned.path().name(),
        0,
        null,
        Times.millis(NOW),
        Times.millis(NOW),
        99,
        planned.measurements().stream().map(m -> value(spec, m)).toList());
  }

  static RunState started() {
    return new RunState(
        RunState.fresh("3f9a2c1b", 1, NOW).run(),
        new NodePair(NODE, NODE),
        IpFamily.IPv4,
        Told.NOTHING,
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  static RunState with(RunState state, Sample sample) {
    return state.recorded(
        sample, state.nodes(), Optional.of("v".repeat(32)), Optional.empty(), NOW);
  }
}
