package dev.netperf.plan;

import static dev.netperf.plan.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
  private static final String UID = "0f0e0d0c-0b0a-4908-8706-050403020100";

  private static final String EVERY_FIELD =
      """
      server:
        nodeSelector: {pool: servers, zone: a, disk: ssd, arch: amd64, team: net, gpu: "no"}
        tolerations: [{key: dedicated, operator: Equal, value: net, effect: NoSchedule}]
      client: {nodeName: node-1}
      measurements: [TCPLatency]
      paths: [PodToPod, HostToHost]
      baseline: PodToPod
      repetitions: 6
      order: Sequential
      durationSeconds: 20
      pauseSeconds: 5
      ports: {control: 20000, data: 20001, report: 19764}
      probe:
        resources:
          requests: {memory: 64Mi, cpu: 200m}
          limits: {memory: 256Mi}
      retriesPerSample: 1
      activeDeadlineSeconds: 3600
      rerun: "7"
      """;

  /** As every spec was stored before ports were drawn. */
  private static final String FORMER_PORTS = "ports: {control: 19765, data: 19766, report: 19764}";

  private static String id(String yaml) {
    return RunId.of(UID, 1, spec(yaml));
  }

  /**
   * A change of these digits is a change of every run's identity: after an upgrade that changes
   * them, every test whose spec is touched runs again.
   */
  @Test
  void theIdOfASpecNeverChangesFromVersionToVersion() {
    assertThat(id("{}")).startsWith("111094d5");
    assertThat(id(FORMER_PORTS)).startsWith("128ac466");
    assertThat(id(EVERY_FIELD)).startsWith("dcafe5a1");
  }

  @Test
  void anIdHasMoreDigitsThanAnybodyCanTry() {
    for (int generation = 0; generation < 100; generation++) {
      assertThat(RunId.of(UID, generation, spec("{}"))).matches("[0-9a-f]{32}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "suspend: true",
        "suspend: false",
        "podRetention: Always",
        "podRetention: Never",
        "podRetention: OnFailure",
        "ttlSecondsAfterFinished: 3600",
        "ttlSecondsAfterFinished: 0",
        "placement: DifferentNodes",
        "tool: qperf",
        "paths: [HostToHost, PodToPod]",
        "repetitions: 4",
        "order: Interleaved",
        "durationSeconds: 10",
        "pauseSeconds: 0",
        "ports: {}",
        "retriesPerSample: 2",
        "retriesPerSample: 0",
        "activeDeadlineSeconds: 860",
        "thresholds: [{measurement: TCPLatency, path: PodToPod, max: 1ms}]",
        "server: {}",
        "client: {tolerations: [], nodeSelector: {}}",
      })
  void aFieldThatChangesNothingOfWhatIsMeasuredChangesNoId(String field) {
    assertThat(id(field)).isEqualTo(id("{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rerun: '1'",
        "server: {nodeName: node-2}",
        "client: {nodeName: node-2}",
        "server: {nodeSelector: {pool: a}}",
        "server: {tolerations: [{operator: Exists}]}",
        "measurements: [TCPBandwidth]",
        "measurements: [TCPLatency]",
        "paths: [PodToPod]",
        "paths: [PodToPod, HostToHost]",
        "baseline: PodToPod",
        "repetitions: 5",
        "order: Sequential",
        "durationSeconds: 11",
        "pauseSeconds: 1",
        "ports: {control: 20000}",
        "ports: {data: 20000}",
        "ports: {report: 20000}",
        "ports: {control: 19765}",
        "ports: {control: 19765, data: 19766, report: 19764}",
        "probe: {resources: {limits: {memory: 64Mi}}}",
      })
  void aFieldThatChangesTheMeasurementChangesTheId(String field) {
    assertThat(id(field)).isNotEqualTo(id("{}"));
  }

  /** Else a port that is named later would change the ports of a run under way. */
  @Test
  void aPortThatIsDrawnIsNoneOfThoseThatWereTheDefault() {
    assertThat(id("ports: {control: 20000}"))
        .isNotEqualTo(id("ports: {control: 20000, data: 19766, report: 19764}"));
  }

  @Test
  void aDifferentRerunIsADifferentRun() {
    assertThat(id("rerun: '1'")).isNotEqualTo(id("rerun: '2'"));
  }

  @Test
  void theSameSpecOfALaterGenerationIsADifferentRun() {
    assertThat(RunId.of(UID, 3, spec("{}"))).isNotEqualTo(RunId.of(UID, 1, spec("{}")));
  }

  @Test
  void aRecreatedNamesakeHasADifferentRun() {
    var other = "1" + UID.substring(1);

    assertThat(RunId.of(other, 1, spec("{}"))).isNotEqualTo(RunId.of(UID, 1, spec("{}")));
  }

  @Test
  void theOrderOfLabelsAndResourcesDoesNotMatter() {
    var there = "{server: {nodeSelector: {a: x, b: y, c: z, d: w}}}";
    var back = "{server: {nodeSelector: {d: w, c: z, b: y, a: x}}}";

    assertThat(id(there)).isEqualTo(id(back));
  }

  /** Found by trying 60,000 texts: these two had one id when it was of eight digits. */
  @Test
  void specsThatShareEightDigitsAreDifferentRuns() {
    var measured = "{durationSeconds: 1, rerun: a33400}";
    var shown = "{durationSeconds: 600, rerun: b55695}";

    assertThat(id(measured).substring(0, 8)).isEqualTo(id(shown).substring(0, 8));
    assertThat(RunId.is(id(measured), UID, 1, spec(shown))).isFalse();
    assertThat(RunId.is(id(measured), UID, 1, spec(measured))).isTrue();
  }

  @Test
  void aRunOfAnEarlierVersionKeepsItsId() {
    assertThat(RunId.is("111094d5", UID, 1, spec("{}"))).isTrue();
    assertThat(RunId.is("111094d6", UID, 1, spec("{}"))).isFalse();
    // of fields too that are not of its identity any more
    assertThat(RunId.is("191a7673", UID, 1, spec(EVERY_FIELD))).isTrue();
  }
}
