package dev.netperf.fleet;

import static dev.netperf.fleet.Surveys.UID;
import static dev.netperf.fleet.Surveys.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurveyRunIdTest {
  private static final String TEMPLATE = "testTemplate: {spec: {repetitions: 2, durationSeconds: 5";

  private static String id(String yaml) {
    return SurveyRunId.of(UID, 1, spec(yaml));
  }

  /** A change of these digits is a new run of every survey whose spec is touched. */
  @Test
  void theIdOfASpecNeverChangesFromVersionToVersion() {
    assertThat(id("{}")).isEqualTo("128ac466c5702ef4fcc3bcaa95202de2");
    assertThat(
            id(
                "{groupBy: [zone], nodes: {selector: {b: \"2\", a: \"1\"}},"
                    + " coverage: {mode: Groups, perGroup: 1, between: false}, "
                    + TEMPLATE
                    + ", streams: 8}}}"))
        .isEqualTo("f95196fdfbfe8f3166b8a328800c6366");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "suspend: true",
        "limits: {traffic: 2T, activeDeadlineSeconds: 60}",
        "require: {minMeasuredPercent: 50}",
        "require: {thresholds: [{measurement: TCPBandwidth, path: HostToHost, min: 1G}]}",
        "prices: {currency: USD, asOf: \"2026-11-28\", nodeHour: [{labels: {a: b}, price: \"1\"}]}",
        "keepTests: Never",
        "concurrency: {maxPairs: 3}",
        "groupBy: [node.kubernetes.io/instance-type]",
        "coverage: {mode: Sample, partners: 6, seed: \"\"}",
        "nodes: {max: 500}",
        TEMPLATE + ", podRetention: Always}}",
        TEMPLATE + ", podRetention: Never}}",
        TEMPLATE + ", placementDeadlineSeconds: 5}}",
        TEMPLATE + ", retriesPerSample: 0}}",
        TEMPLATE + ", activeDeadlineSeconds: 77}}",
      })
  void whatDoesNotChangeWhatIsMeasuredBeginsNoRun(String yaml) {
    assertThat(id("{" + yaml + "}")).isEqualTo(id("{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nodes: {max: 499}",
        "nodes: {selector: {a: b}}",
        "nodes: {exclude: [node-1]}",
        "groupBy: []",
        "groupBy: [topology.kubernetes.io/zone]",
        "coverage: {partners: 5}",
        "coverage: {directions: Both}",
        "coverage: {seed: x}",
        "rerun: \"1\"",
        TEMPLATE + ", streams: 2}}",
        TEMPLATE + ", ports: {data: 20001}}}",
        "testTemplate: {spec: {repetitions: 3, durationSeconds: 5}}",
        "testTemplate: {metadata: {labels: {a: b}}, spec: {repetitions: 2, durationSeconds: 5}}",
      })
  void whatChangesWhatIsMeasuredBeginsARun(String yaml) {
    assertThat(id("{" + yaml + "}")).isNotEqualTo(id("{}"));
  }

  @Test
  void aSpecThatChangesThereAndBackHasAnotherRun() {
    var spec = NetPerfSurveySpec.DEFAULTS;
    var id = SurveyRunId.of(UID, 1, spec);

    assertThat(id).matches("[0-9a-f]{32}").isNotEqualTo(SurveyRunId.of(UID, 3, spec));
    assertThat(SurveyRunId.of("another", 1, spec)).isNotEqualTo(id);
    assertThat(SurveyRunId.is(id, UID, 1, spec)).isTrue();
    assertThat(SurveyRunId.is(id, UID, 3, spec)).isFalse();
  }
}
