package dev.netperf.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.run.Outcome;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "Größe: 5 µs,  zweimal", "%s %n {} $(reboot) \\ \"", "🙂"})
  void whatIsInOneLineStaysAsItIs(String text) {
    assertThat(OneLine.of(text)).isEqualTo(text);
  }

  @Test
  void whatATerminalOrAReaderObeysIsGone() {
    var text =
        "a\nb\r\nc\td\u001b[2J\u009b31m\u202egnissem\u2028x\u0000\u007f\ud800y\u200b\n  2026 ERROR\n";

    assertThat(OneLine.of(text)).isEqualTo("a b c d [2J 31m gnissem x y   2026 ERROR");
  }

  @Test
  void aLongTextIsCutToSoManyBytes() {
    var cut = OneLine.of("ä".repeat(10_000));

    assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(4093, 4096);
    assertThat(cut).startsWith("ää").endsWith("ä…");
  }

  @Test
  void aCharacterIsNotCutInTwo() {
    for (int bytes = 4; bytes < 20; bytes++) {
      var cut = OneLine.cut("a🙂ä€".repeat(5), bytes);

      assertThat(cut.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(bytes);
      assertThat(cut).endsWith("…").doesNotContain("\ufffd");
    }
  }

  @Test
  void aTextThatFitsIsNotCut() {
    assertThat(OneLine.cut("äöü", 6)).isEqualTo("äöü");
    assertThat(OneLine.cut("äöü", 5)).isEqualTo("ä…");
  }

  @Test
  void anOutcomeIsInOneLineWithItsAdvice() {
    var outcome = Outcome.failed(Reason.PodRefused, "denied:\n\u001b[31mno\n");

    assertThat(outcome.message()).isEqualTo("denied: [31mno. " + Reason.PodRefused.advice());
  }
}
