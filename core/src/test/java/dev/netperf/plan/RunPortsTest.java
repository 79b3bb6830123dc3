package dev.netperf.plan;

import static dev.netperf.plan.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.ServerPorts;
import dev.netperf.tool.ProbeTool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunPortsTest {
  private static final String UID = "0f0e0d0c-0b0a-4908-8706-050403020100";
  private static final int RUNS = 10_000;

  private static String id(int number) {
    return RunId.of(UID, number, NetPerfTestSpec.DEFAULTS);
  }

  /** Every port that a server of this spec listens on. */
  private static List<Integer> all(NetPerfTestSpec spec, ServerPorts ports) {
    var all = new ArrayList<>(ProbeTool.of(spec.tool()).serverPorts(ports, spec.streams()));
    all.add(ports.report());
    return all;
  }

  private static Stream<String> toolsAndStreams() {
    return Stream.concat(
        IntStream.rangeClosed(1, 8).mapToObj("tool: qperf, streams: %d"::formatted),
        Stream.of("tool: iperf3", "tool: iperf3, streams: 64", "tool: sockperf"));
  }

  @Test
  void theSameRunHasTheSamePortsInEveryVersion() {
    assertThat(RunPorts.of(spec("{}"), "3f9a2c1b")).isEqualTo(new ServerPorts(29343, 27278, 22213));
    assertThat(RunPorts.of(spec("streams: 8"), "3f9a2c1b"))
        .isEqualTo(new ServerPorts(22555, 24102, 29229));
  }

  @ParameterizedTest
  @MethodSource("toolsAndStreams")
  void drawnPortsLieBelowNodePortsAndDifferFromEachOther(String fields) {
    var spec = spec("{" + fields + "}");
    for (int run = 0; run < RUNS; run++) {
      assertThat(all(spec, RunPorts.of(spec, id(run))))
          .doesNotHaveDuplicates()
          .allMatch(port -> port >= 20_000 && port <= 29_999);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{control: 25000}",
        "{data: 25000}",
        "{report: 25000}",
        "{control: 25000, data: 25001}",
        "{control: 25000, report: 25001}",
        "{data: 25015, report: 25000}",
      })
  void namedPortsStayAndDrawnOnesKeepAwayFromThem(String ports) {
    var spec = spec("{streams: 8, ports: " + ports + "}");
    var given = spec.ports();
    for (int run = 0; run < RUNS; run++) {
      var used = RunPorts.of(spec, id(run));

      assertThat(given.control()).isIn(null, used.control());
      assertThat(given.data()).isIn(null, used.data());
      assertThat(given.report()).isIn(null, used.report());
      assertThat(all(spec, used)).doesNotHaveDuplicates();
    }
  }

  @Test
  void aSpecThatNamesThemAllHasNoneDrawn() {
    var spec = spec("ports: {control: 19765, data: 19766, report: 19764}");

    assertThat(RunPorts.of(spec, id(1))).isEqualTo(new ServerPorts(19765, 19766, 19764));
  }

  @Test
  void twoRunsHaveDifferentPortsMostly() {
    var users = new HashMap<Integer, Integer>();
    var triples = new HashSet<ServerPorts>();
    for (int run = 0; run < RUNS; run++) {
      var ports = RunPorts.of(NetPerfTestSpec.DEFAULTS, id(run));
      triples.add(ports);
      users.merge(ports.control(), 1, Integer::sum);
    }

    assertThat(triples).hasSize(RUNS);
    assertThat(users).as("evenly spread").hasSizeGreaterThan(6_000);
    assertThat(users.values()).allMatch(count -> count < 15);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_000_000, Integer.MAX_VALUE})
  void aSpecThatTheSchemaWouldRefuseHasPortsToo(int streams) {
    assertThat(RunPorts.of(spec("streams: " + streams), "").control()).isBetween(20_000, 29_999);
  }
}
