package dev.netperf.operator.apiserver;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Warning;
import dev.netperf.api.v1alpha1.survey.EntryValues;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import dev.netperf.api.v1alpha1.survey.SurveyEntry;
import dev.netperf.api.v1alpha1.survey.SurveyPlan;
import dev.netperf.api.v1alpha1.survey.TemplateRules;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is stored of slices, and how large they get. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurveySliceIT {
  private static final String NAMESPACE = "slices";
  private static final int MOST_BYTES = 1024 * 1024;

  /** As of a link of 1 Tbit/s, but for a bit. */
  private static final long LARGEST_VALUE = 999_999_999_999L;

  private ApiServer server;
  private KubernetesClient client;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    client = server.client();
    server.namespace(NAMESPACE);
  }

  @Test
  void aFullSliceOfTheLargestTestsIsAcceptedAndBelowAMebibyte() {
    // Given the most figures of a pair, each as often as the values of a pair allow
    var slice = slice("largest");
    slice.setEntries(entries(NetPerfSurveySlice.MOST_ENTRIES));
    assertThat(slice.getEntries().get(0).values().stream().mapToInt(v -> v.values().size()).sum())
        .isEqualTo(TemplateRules.MOST_VALUES);

    // When it is written, and written once more as a change
    client.resource(slice).create();
    var stored = read("largest");
    stored.setRun("another");
    client.resource(stored).update();

    // Then
    assertThat(read("largest").getEntries()).isEqualTo(slice.getEntries());
    assertThat(bytes("largest")).isBetween(MOST_BYTES / 2, MOST_BYTES);
  }

  @Test
  void oneEntryMoreIsRefused() {
    var slice = slice("too-many");
    slice.setEntries(entries(NetPerfSurveySlice.MOST_ENTRIES + 1));

    assertThatThrownBy(() -> client.resource(slice).create())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("entries: Too many: 101: must have at most 100 items");
  }

  @Test
  void thePlanOfTheLargestSurveyIsBelowAMebibyte() {
    // Given 1000 nodes in 5,000 pairs
    var slice = slice("plan");
    var label = "node.kubernetes.io/instance-type";
    var nodes =
        IntStream.range(0, 1000)
            .mapToObj(
                i ->
                    new PlannedNode(
                        "ip-10-0-%d.eu-central-1.compute.internal".formatted(i),
                        "c5n.18xlarge/eu-central-1a",
                        Map.of(
                            label,
                            "c5n.18xlarge",
                            "topology.kubernetes.io/zone",
                            "eu-central-1a",
                            "karpenter.sh/capacity-type",
                            "on-demand")))
            .toList();
    var pairs = IntStream.range(0, 5000).mapToObj(i -> i % 1000 + "-" + (i + 1) % 1000).toList();
    slice.setPlan(new SurveyPlan(nodes, pairs, 1000, List.of(label)));

    // When
    client.resource(slice).create();

    // Then
    assertThat(read("plan").getPlan()).isEqualTo(slice.getPlan());
    assertThat(bytes("plan")).isLessThan(MOST_BYTES);
  }

  @Test
  void aSliceIsOfARun() {
    var slice = slice("of-nothing");
    slice.setRun(null);

    assertThatThrownBy(() -> client.resource(slice).create())
        .hasMessageContaining("run: Required value");
  }

  @Test
  void theRowNamesTheRunAndTheFirstPair() {
    // Given
    var slice = slice("row");
    slice.setEntries(List.of(entry(7, List.of())));
    client.resource(slice).create();
    // Then
    assertThat(
            server.kubectl("get", "netperfsurveyslices", "row", "--namespace=" + NAMESPACE).lines())
        .satisfiesExactly(
            head -> assertThat(head).matches("NAME +RUN +FIRST +AGE"),
            row -> assertThat(row).matches("row +0123456789abcdef0123456789abcdef +7 +[0-9]+s"));
  }

  private static NetPerfSurveySlice slice(String name) {
    var slice = new NetPerfSurveySlice();
    slice.setMetadata(new ObjectMetaBuilder().withNamespace(NAMESPACE).withName(name).build());
    slice.setRun("0123456789abcdef0123456789abcdef");
    return slice;
  }

  private static List<SurveyEntry> entries(int count) {
    var repetitions = TemplateRules.MOST_VALUES / TemplateRules.MOST_FIGURES;
    var raw = LongStream.range(0, repetitions).mapToObj(i -> LARGEST_VALUE - i).toList();
    var values =
        IntStream.range(0, TemplateRules.MOST_FIGURES)
            .mapToObj(
                i ->
                    new EntryValues(
                        Path.PodToService.name(),
                        Measurement.TCPBandwidth.name(),
                        16_777_216 - i,
                        "bit/s",
                        raw))
            .toList();
    return IntStream.range(0, count).mapToObj(pair -> entry(4_900 + pair, values)).toList();
  }

  private static SurveyEntry entry(int pair, List<EntryValues> values) {
    return new SurveyEntry(
        pair,
        node('c'),
        node('s'),
        "2026-11-28T00:00:00.000Z",
        "2026-11-28T01:00:00.000Z",
        99,
        LARGEST_VALUE,
        Arrays.stream(Warning.Type.values()).map(Enum::name).toList(),
        values,
        null,
        null,
        null);
  }

  /** The longest name of a node. */
  private static String node(char letter) {
    return Collections.nCopies(253, String.valueOf(letter)).stream().collect(joining());
  }

  private NetPerfSurveySlice read(String name) {
    return client.resources(NetPerfSurveySlice.class).inNamespace(NAMESPACE).withName(name).get();
  }

  private int bytes(String name) {
    return client
        .raw(
            "/apis/netperf.dev/v1alpha1/namespaces/%s/netperfsurveyslices/%s"
                .formatted(NAMESPACE, name))
        .getBytes(StandardCharsets.UTF_8)
        .length;
  }
}
