package dev.netperf.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final String FACTS =
      "exit=0\ntimedOut=false\nstarted=1000\nfinished=2000\ntruncated=false\n";

  private static String framed(String content) {
    return "netperf-probe/1 " + content.length() + "\n" + content + "netperf-probe/end\n";
  }

  private static List<String> recordings() {
    return Envelopes.recordings();
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void everyRecordingIsAWholeEnvelope(String name) {
    assertThat(Envelope.parse(Envelopes.recorded(name))).isPresent();
  }

  @Test
  void aWholeEnvelopeIsRead() {
    assertThat(Envelope.parse(framed(FACTS + "\nline 1\n\nline 3\n")))
        .contains(
            new Envelope(
                0,
                false,
                Instant.ofEpochSecond(1),
                Instant.ofEpochSecond(2),
                false,
                "line 1\n\nline 3\n",
                new EnvelopeFacts(
                    Map.of(
                        "exit", "0",
                        "timedOut", "false",
                        "started", "1000",
                        "finished", "2000",
                        "truncated", "false"))));
  }

  @Test
  void anEnvelopeWithoutOutputIsRead() {
    assertThat(Envelope.parse(framed(FACTS + "\n"))).map(Envelope::output).contains("");
  }

  @Test
  void factsOfALaterVersionAreIgnored() {
    assertThat(Envelope.parse(framed("mtu=1450\n" + FACTS + "kernel=6.18 = new\n\nout\n")))
        .map(Envelope::output)
        .contains("out\n");
  }

  /** Kubernetes keeps the tail of what is too long; a pod that is killed leaves a beginning. */
  @Test
  void everyPrefixIsRefused() {
    var whole = Envelopes.recorded("bandwidth-and-latency");

    for (int length = 0; length < whole.length(); length++) {
      assertThat(Envelope.parse(whole.substring(0, length))).as("prefix %d", length).isEmpty();
    }
  }

  @Test
  void everySuffixIsRefused() {
    var whole = Envelopes.recorded("bandwidth-and-latency");

    for (int start = 1; start <= whole.length(); start++) {
      assertThat(Envelope.parse(whole.substring(start))).as("suffix %d", start).isEmpty();
    }
  }

  @Test
  void anEnvelopeWithAnyCharacterMissingIsRefused() {
    var whole = Envelopes.recorded("bandwidth-and-latency");

    for (int i = 0; i < whole.length(); i++) {
      assertThat(Envelope.parse(whole.substring(0, i) + whole.substring(i + 1)))
          .as("without character %d", i)
          .isEmpty();
    }
  }

  @Test
  void twoEnvelopesInARowAreRefused() {
    var one = Envelopes.recorded("nothing-listens");

    assertThat(Envelope.parse(one + one)).isEmpty();
  }

  @Test
  void aTextBeforeTheEnvelopeIsRefused() {
    assertThat(Envelope.parse("warning\n" + Envelopes.recorded("nothing-listens"))).isEmpty();
  }

  @Test
  void anEnvelopeWithAnotherEndMarkOfTheSameLengthIsRefused() {
    var message = Envelopes.recorded("nothing-listens");

    assertThat(Envelope.parse(message.replace("netperf-probe/end", "netperf-probe/eNd"))).isEmpty();
    assertThat(Envelope.parse(message.substring(0, message.length() - 1) + " ")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-100, -1, 1, 100})
  void aWrongLengthIsRefused(int difference) {
    var content = FACTS + "\n" + "x".repeat(200) + "\n";
    var length = content.length() + difference;

    assertThat(Envelope.parse("netperf-probe/1 " + length + "\n" + content + "netperf-probe/end\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "42",
        "netperf-probe/1",
        "netperf-probe/1 \n",
        "netperf-probe/1 0\nnetperf-probe/end\n",
        "netperf-probe/1 -1\nnetperf-probe/end\n",
        "netperf-probe/1 99999999999999999999\nnetperf-probe/end\n",
        "netperf-probe/2 1\n\nnetperf-probe/end\n",
        "netperf-probe/1 1\n\nnetperf-probe/end",
        "NETPERF-PROBE/1 1\n\nnetperf-probe/end\n",
        "\0\0\0\0",
        "tcp_bw:\n    bw = 1 bits/sec\n",
      })
  void garbageIsRefused(String message) {
    assertThat(Envelope.parse(message)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit=",
        "exit=-1",
        "exit=256",
        "exit=0x0",
        "exit= 0",
        "exit=00000000000000000",
        "started=now",
        "started=-1",
        "started=999999999999999",
        "started=1e3",
        "finished=99999999999999999999",
        "timedOut=no",
        "timedOut=FALSE",
        "truncated=",
        "no fact",
        "=1",
      })
  void aFactThatMakesNoSenseIsRefused(String fact) {
    assertThat(Envelope.parse(framed(FACTS + fact + "\n\nout\n"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit", "timedOut", "started", "finished", "truncated"})
  void anEnvelopeThatLacksAFactIsRefused(String key) {
    var without = FACTS.replaceFirst(key + "=\\w+\n", "");

    assertThat(Envelope.parse(framed(without + "\nout\n"))).isEmpty();
  }

  @Test
  void theEmptyLineAfterTheFactsIsNeeded() {
    assertThat(Envelope.parse(framed(FACTS))).isEmpty();
  }

  @Test
  void theTailOfTheOutputIsOneShortLine() {
    var envelope = Envelope.parse(framed(FACTS + "\n" + "word\n".repeat(100) + "end\n"));

    assertThat(envelope.orElseThrow().tail())
        .startsWith(": \"…")
        .endsWith("word word end\"")
        .doesNotContain("\n")
        .hasSizeLessThan(250);
  }

  @Test
  void withoutOutputThereIsNoTail() {
    assertThat(Envelope.parse(framed(FACTS + "\n \n")).orElseThrow().tail()).isEmpty();
  }
}
