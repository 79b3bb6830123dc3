package dev.netperf.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.api.v1alpha1.survey.PlannedNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What watches surveys has all of them in memory, and each entry of a slice is a write of it. */
class SurveyStatusSizeTest {
  private static final int MOST_BYTES = 128 * 1024;

  private static int bytes(NetPerfSurveyStatus status) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsBytes(status).length;
  }

  private static String template(int sizes) {
    var some =
        IntStream.rangeClosed(16_777_000, 16_776_999 + sizes).mapToObj(String::valueOf).toList();
    return "testTemplate: {spec: {repetitions: 2, measurements: [TCPBandwidth, TCPLatency,"
        + " UDPBandwidth, UDPLatency], messageSizes: "
        + some
        + ", latencyMessageSizes: "
        + some
        + ", paths: [HostToHost, PodToPod, HostToPod, PodToHost, PodToService]}}";
  }

  private static final String PRICES =
      "prices: {currency: USD, asOf: \"2026-11-28\", nodeHour: [{labels:"
          + " {node.kubernetes.io/instance-type: X}, price: \"0.000001\"}]}";

  /** Of each message size, within all groups, as many words as can be. */
  private static String thresholds(int sizes) {
    return IntStream.rangeClosed(16_777_000, 16_776_999 + Math.min(sizes, 20))
        .mapToObj(
            size ->
                "{measurement: TCPBandwidth, path: PodToService, messageSize: "
                    + size
                    + ", min: 999999999999.999k, max: 999999999999.999M,"
                    + " minPercentOfBaseline: 99999, maxPercentOfBaseline: 100000}")
        .collect(Collectors.joining(", ", "require: {thresholds: [", "]}"));
  }

  @ParameterizedTest
  @CsvSource({"1,40,20", "1,40,1", "1,2,20", "2,20,20", "10,20,1", "64,4,1", "60,10,0"})
  void theLargestStatusIsNotTooLarge(int groups, int each, int sizes)
      throws JsonProcessingException {
    // Given groups with a price, and of each two some pairs
    var nodes =
        LargestSurvey.nodes(groups, each).stream()
            .map(
                n ->
                    new PlannedNode(
                        n.name(), n.group(), Map.of("node.kubernetes.io/instance-type", "X")))
            .toList();
    var spec =
        Surveys.spec(
            "{coverage: {mode: Groups, perGroup: "
                + (groups > 10 ? 1 : 20)
                + "}, "
                + template(sizes)
                + ", "
                + thresholds(sizes)
                + ", "
                + PRICES
                + "}");

    // When
    var status = LargestSurvey.of(spec, nodes, "\"".repeat(1000));

    // Then it is full, and its history is whole
    assertThat(bytes(status)).isBetween(groups == 1 && sizes < 20 ? 40_000 : 105_000, MOST_BYTES);
    assertThat(status.history()).hasSize(10);
    assertThat(status.history().get(0).groups()).isNotEmpty();
    assertThat(status.failures().isEmpty()).isEqualTo(each == 2);
    assertThat(status.groups()).isNotEmpty();
    assertThat(status.verdicts().isEmpty()).isEqualTo(sizes == 0);
  }

  @Test
  void ofAUsualFleetAllRowsAreShown() throws JsonProcessingException {
    // Given 10 groups, whose 55 rows have 4 results and 2 comparisons each
    var nodes = Surveys.nodes(IntStream.generate(() -> 20).limit(10).toArray());
    var spec = Surveys.spec("{testTemplate: {spec: {repetitions: 2}}}");

    // When
    var status = LargestSurvey.of(spec, nodes, "m".repeat(1000));

    // Then
    assertThat(status.groups()).hasSize(55);
    assertThat(status.groupsNotShown()).isNull();
    assertThat(status.failures()).hasSize(20);
    assertThat(status.history().get(0).groups()).hasSize(40);
    assertThat(bytes(status)).isLessThan(MOST_BYTES);
    assertThat(List.of(status.unmeasured())).isNotEmpty();
  }
}
