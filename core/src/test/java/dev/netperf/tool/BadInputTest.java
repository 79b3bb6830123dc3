package dev.netperf.tool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a probe leaves behind: what it measured, or why it did not. No exception, no hang. */
class BadInputTest {
  /** What Kubernetes keeps of a termination message. */
  private static final int LONGEST = 4096;

  private static final Duration AT_ONCE = Duration.ofSeconds(2);
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "00",
          "1",
          "1.5",
          "-0.000",
          "NaN",
          "Infinity",
          "-INF",
          "1e999",
          "1E-400",
          "0x1f",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "999999999999999999",
          "99999999999999999999999999999999999",
          "١٢٣",
          "null",
          "\"12\"",
          "",
          " ",
          "1,5",
          "2000000000");

  private static Task task(Tool tool, Dice dice) {
    var all = Arrays.stream(Measurement.values()).filter(tool::measures).toList();
    var measurements = dice.some(all, 1, all.size());
    var several = measurements.stream().allMatch(Measurement::bandwidth);
    return Readings.task(measurements, 2, several ? dice.oneOf(1, 1, 2, 8) : 1);
  }

  @Test
  void anyBytesAreAnEnvelopeOrNone() {
    Dice.seeds(
        3_000,
        dice -> {
          // Given bytes, some of them as a real message begins and ends
          var bytes = new byte[dice.below(LONGEST)];
          dice.random().nextBytes(bytes);
          var text = new String(bytes, dice.oneOf(UTF_8, ISO_8859_1));
          var message =
              dice.chance(30)
                  ? text
                  : "netperf-probe/1 " + text.length() + "\n" + text + "netperf-probe/end\n";

          // Then there is no exception, and random bytes have no facts
          assertThat(Envelope.parse(message)).isEmpty();
        });
  }

  @Test
  void anyFactsGiveAnEnvelopeOrNone() {
    var keys =
        List.of(
            "exit",
            "started",
            "finished",
            "timedOut",
            "truncated",
            "role",
            "mtu",
            "interface",
            "qdisc",
            "congestionControl",
            "cpuModel",
            "client0",
            "server0",
            "server9",
            "é");
    Dice.seeds(
        5_000,
        dice -> {
          // Given sound facts, some of which are replaced by odd ones
          var facts =
              new HashMap<>(
                  Map.of(
                      "exit",
                      "0",
                      "started",
                      "1000",
                      "finished",
                      "2000",
                      "timedOut",
                      "false",
                      "truncated",
                      "false"));
          for (int i = dice.below(6); i > 0; i--) {
            facts.put(
                dice.oneOf(keys),
                dice.oneOf(
                    dice.oneOf(NUMBERS),
                    "a=b",
                    "\u0000",
                    "x".repeat(90),
                    "true",
                    "eth0",
                    words(dice)));
          }
          var lines = new ArrayList<String>();
          facts.forEach((key, value) -> lines.add(key + "=" + value));
          var content = String.join("\n", dice.shuffled(lines)) + "\n\noutput";
          var message =
              "netperf-probe/1 " + content.length() + "\n" + content + "netperf-probe/end\n";

          // Then
          Envelope.parse(message)
              .ifPresent(
                  envelope -> {
                    assertThat(envelope.exitCode()).isBetween(0, 255);
                    Readings.assertSound(
                        envelope.seen().client(0).side(null, Measurement.TCPBandwidth));
                    Readings.assertSound(
                        envelope.seen().server(0).side(1, dice.oneOf(Measurement.values())));
                    Account.of(envelope.seen().server(0))
                        .ifPresent(account -> assertThat(account.bytes()).isNotNegative());
                    envelope
                        .networkInterface(Path.PodToPod)
                        .ifPresent(
                            found -> {
                              assertThat(found.name()).isNotBlank();
                              assertThat(found.mtu() == null || found.mtu() > 0).isTrue();
                            });
                  });
        });
  }

  private static String words(Dice dice) {
    var keys =
        List.of(
            "milliseconds",
            "bytes",
            "connections",
            "datagrams",
            "others",
            "othersBytes",
            "other",
            "busy",
            "sent",
            "resent",
            "");
    return dice.shuffled(keys).stream()
        .map(key -> key + dice.oneOf(":", ":", ":", "", "::") + dice.oneOf(NUMBERS))
        .collect(Collectors.joining(dice.oneOf(" ", "  ")));
  }

  /**
   * Deeper than random bytes come: lines and words that the parser knows, numbers that it fears.
   */
  @ParameterizedTest
  @EnumSource(Tool.class)
  void piecesOfRealOutputsInAnyOrderGiveValuesAsPrintedOrAFailure(Tool tool) {
    var outputs =
        Envelopes.recordings(tool.name()).stream()
            .map(name -> Envelopes.recorded(tool.name(), name))
            .flatMap(recorded -> Envelope.parse(recorded).stream())
            .map(Envelope::output)
            .filter(output -> !output.isBlank())
            .toList();
    assertThat(outputs).hasSizeGreaterThan(10);
    Dice.seeds(
        5_000,
        dice -> {
          var whole =
              dice.chance(50) ? lines(outputs, dice) : otherNumbers(dice.oneOf(outputs), dice);
          var output = whole.substring(0, Math.min(LONGEST, whole.length()));
          var task = task(tool, dice);
          Readings.assertSound(tool, output, task, Readings.ofOutput(tool, output, task));
        });
  }

  private static String lines(List<String> outputs, Dice dice) {
    var lines = new ArrayList<String>();
    while (dice.chance(90)) {
      var from = dice.oneOf(outputs).lines().toList();
      int first = dice.below(from.size());
      lines.addAll(from.subList(first, dice.between(first + 1, from.size())));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String otherNumbers(String output, Dice dice) {
    var matcher = Pattern.compile("[0-9]+(\\.[0-9]+)?").matcher(output);
    int percent = dice.oneOf(2, 10, 50);
    return matcher.replaceAll(
        found ->
            Matcher.quoteReplacement(dice.chance(percent) ? dice.oneOf(NUMBERS) : found.group()));
  }

  static Stream<Arguments> worstOutputs() {
    var blanks = " ".repeat(3_900);
    var worst =
        Map.of(
            Tool.qperf,
            List.of(
                "tcp_bw:\n    bw" + blanks + "\u0085x",
                "tcp_bw:\n    bw  =" + blanks + "\u0085x",
                "tcp_bw:\n    bw  =" + "x ".repeat(1_900) + "\u0085",
                "tcp_bw:\nbw=" + "\t".repeat(3_900) + "\u2028",
                "tcp_bw:\n    " + "a".repeat(3_900),
                "tcp_bw:\n" + "a=b\n".repeat(950),
                "conf:\n" + "a=b\n".repeat(950) + "tcp_bw:\n",
                "stream 1:\n".repeat(380)),
            Tool.iperf3,
            List.of(
                "[".repeat(3_900),
                "{\"test\":".repeat(480),
                "{\"test\":\"tcp\",\"bytes\":" + "9".repeat(3_800) + "}",
                "{\"test\":\"tcp\",\"seconds\":1e" + "9".repeat(3_800) + "}",
                "{\"test\":\"tcp\",\"bytes\":1e999999999}",
                "{\"test\":\"tcp\",\"seconds\":0." + "0".repeat(3_800) + "1}",
                "{\"test\":\"tcp\",\"streams\":[" + "1,".repeat(1_900) + "1]}",
                "{\"test\":\"" + "\\u0000".repeat(600) + "\"}"),
            Tool.sockperf,
            List.of(
                "tcp:\n" + "\u001b[".repeat(1_900),
                "tcp:\n" + "?[;;;;;;;;;".repeat(350),
                "tcp:\n".repeat(780),
                "tcp:\nsockperf: == version #" + "x".repeat(3_800),
                Readings.output(Tool.sockperf, "tcp") + blanks,
                Readings.output(Tool.sockperf, "tcp").replace("= ", "=" + " ".repeat(100))));
    return worst.entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(output -> Arguments.of(e.getKey(), output)));
  }

  /** As long as a message can be, and as a regular expression or a JSON parser likes it least. */
  @ParameterizedTest
  @MethodSource("worstOutputs")
  void theWorstOutputIsRefusedAtOnce(Tool tool, String output) {
    var task = task(tool, new Dice(0));

    var reading = assertTimeoutPreemptively(AT_ONCE, () -> Readings.ofOutput(tool, output, task));

    Readings.failed(reading);
  }

  @Test
  void theWorstMessageIsRefusedAtOnce() {
    var worst =
        List.of(
            "netperf-probe/1 ".repeat(256),
            "netperf-probe/1 4000\n" + "A".repeat(4_000) + "netperf-probe/end\n",
            "netperf-probe/1 4000\n" + "a=\n".repeat(1_333) + "\nnetperf-probe/end\n",
            "netperf-probe/1 4000\n" + "\n".repeat(4_000) + "netperf-probe/end\n");

    assertThat(worst)
        .allSatisfy(
            message ->
                assertThat(assertTimeoutPreemptively(AT_ONCE, () -> Envelope.parse(message)))
                    .isEmpty());
  }
}
