package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Specs that are made to keep an API server busy; judging them takes about as long as taking in an
 * object of their size does. A rule that computes with {@code 1e999999999} takes minutes.
 *
 * <p>Tens of thousands of wrong items are not among them: the API server compares each error of a
 * custom resource with all others, whatever its definition is.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("it compares times")
class DearSpecsIT {
  private static final String NAMESPACE = "dear";
  private static final String TEST = "NetPerfTest";
  private static final String SURVEY = "NetPerfSurvey";

  /** Of the time that a ConfigMap of the same size takes, or of a spec without a word. */
  private static final int MOST = 100;

  private KubernetesClient client;
  private ApiServer server;
  private long least;

  @BeforeAll
  void start(ApiServer server) {
    this.server = server;
    client = server.client();
    server.namespace(NAMESPACE);
    judged(TEST, "");
    judged(SURVEY, "");
    least = IntStream.range(0, 5).mapToLong(i -> judged(TEST, "")).max().orElseThrow();
  }

  static Stream<Map.Entry<String, String>> dear() {
    var numbers =
        Stream.of("1e999999999", "1e-999999999", "9".repeat(400_000), "1e" + "9".repeat(400_000));
    var quantities =
        Map.of(
            "cpu", "'probe': {'resources': {'limits': {'cpu': %s}}}",
            "memory", "'probe': {'resources': {'requests': {'memory': %s}}}",
            "disk", "'probe': {'resources': {'limits': {'ephemeral-storage': %s, 'a.b/nic': %s}}}",
            "bounds", "'thresholds': [{'measurement': 'TCPBandwidth', 'min': %s, 'max': %s}]",
            "percent",
                "'thresholds': [{'measurement': 'TCPBandwidth', 'minPercentOfBaseline': %s}]");
    var all = numbers.toList();
    return Stream.concat(
        quantities.entrySet().stream()
            .flatMap(
                field ->
                    all.stream()
                        .map(
                            number ->
                                Map.entry(
                                    field.getKey() + " " + number.substring(0, 4),
                                    field.getValue().replace("%s", "'" + number + "'")))),
        Stream.of(
            Map.entry(
                "keys",
                "'server': {'nodeSelector': {" + many(30_000, i -> "'k" + i + "': 'x'") + "}}"),
            Map.entry(
                "a long key", "'server': {'nodeSelector': {'" + "k".repeat(49_000) + "': 'x'}}"),
            Map.entry("a long name", "'server': {'nodeName': '" + "n".repeat(1_000_000) + "'}"),
            Map.entry("paths", "'paths': [" + many(100_000, i -> "'PodToPod'") + "]"),
            Map.entry("sizes", "'messageSizes': [" + many(100_000, i -> "" + i) + "]"),
            Map.entry(
                "tolerations",
                "'server': {'tolerations': [" + many(20_000, i -> "{'operator': 'Exists'}") + "]}"),
            Map.entry(
                "thresholds",
                "'thresholds': ["
                    + many(
                        10_000,
                        i -> "{'measurement': 'TCPBandwidth', 'path': 'PodToPod', 'min': '1'}")
                    + "]"),
            Map.entry("depth", "'unknown': " + "[".repeat(500) + "]".repeat(500))));
  }

  private static String many(int count, IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(", "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dear")
  void noSpecIsDearToJudge(Map.Entry<String, String> spec) {
    // Given what an object of the same size costs
    var size = Math.max(taken(spec.getValue().length()), least);

    // Then judging this one is of the same order
    assertThat(judged(TEST, spec.getValue())).isLessThan(MOST * size);
  }

  static Stream<Map.Entry<String, String>> dearSurveys() {
    var huge = "1e999999999";
    return Stream.of(
        Map.entry("traffic", "'limits': {'traffic': '" + huge + "'}"),
        Map.entry("digits", "'limits': {'traffic': '" + "9".repeat(400_000) + "'}"),
        Map.entry(
            "memory",
            "'testTemplate': {'spec': {'probe': {'resources': {'limits': {'memory': '"
                + huge
                + "'}}}}}"),
        Map.entry(
            "a long annotation",
            "'testTemplate': {'metadata': {'annotations': {'a': '"
                + "x".repeat(1_000_000)
                + "'}}}"),
        Map.entry(
            "keys",
            "'testTemplate': {'metadata': {'labels': {"
                + many(30_000, i -> "'k" + i + "': 'x'")
                + "}}}"),
        Map.entry("groups", "'groupBy': [" + many(100_000, i -> "'k" + i + "'") + "]"),
        Map.entry("names", "'nodes': {'exclude': [" + many(50_000, i -> "'n" + i + "'") + "]}"),
        Map.entry(
            "as many names as allowed",
            "'nodes': {'exclude': [" + many(100, DearSpecsIT::longName) + "]}"),
        Map.entry("prices", prices(10_000)),
        Map.entry("as many prices as allowed", prices(200)));
  }

  private static String prices(int count) {
    return "'prices': {'currency': 'USD', 'asOf': '2026-11-28', 'nodeHour': ["
        + many(
            count,
            i ->
                "{'price': '1', 'labels': {'a': 'a', 'b': 'b', 'c': 'c', '%s/%s': '%d'}}"
                    .formatted("d".repeat(253), "k".repeat(63), i))
        + "]}";
  }

  private static String longName(int i) {
    return "'" + "n".repeat(250) + i % 1000 + "'";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dearSurveys")
  void noSurveyIsDearToJudge(Map.Entry<String, String> spec) {
    // Given what an object of the same size costs
    var size = Math.max(taken(spec.getValue().length()), least);

    // Then judging this one is of the same order
    assertThat(judged(SURVEY, spec.getValue())).isLessThan(MOST * size);
  }

  /** Nanoseconds; whatever the answer is. */
  private long judged(String kind, String spec) {
    var test =
        """
        {"apiVersion": "netperf.dev/v1alpha1", "kind": "%s",
         "metadata": {"namespace": "%s", "name": "dear"}, "spec": {%s}}
        """
            .formatted(kind, NAMESPACE, spec.replace('\'', '"'));
    return nanos(() -> client.resource(server.asWritten(test)).dryRun().create());
  }

  private long taken(int size) {
    var map =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(NAMESPACE)
            .withName("as-large")
            .endMetadata()
            .addToData("x", "x".repeat(Math.min(size, 1_000_000)))
            .build();
    return nanos(() -> client.resource(map).dryRun().create());
  }

  private static long nanos(Runnable request) {
    long start = System.nanoTime();
    try {
      request.run();
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).as(e.getMessage()).isPositive(); // it was answered
    }
    return System.nanoTime() - start;
  }
}
