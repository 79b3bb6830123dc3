package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.SideFacts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one end saw during a measurement: a line {@code busy:97 steal:0 ...} of the envelope. Any of
 * it may be absent, and what makes no sense counts as absent.
 *
 * @param words by key
 */
record EndFacts(Map<String, String> words) {
  private static final String NUMBER = "[0-9]{1,18}";
  private static final int ALL = 100;

  EndFacts {
    words = Map.copyOf(words);
  }

  /** The facts in such a line; of two with one key the last. */
  static EndFacts parse(String line) {
    var words = new HashMap<String, String>();
    for (var word : line.split(" ", -1)) {
      int colon = word.indexOf(':');
      if (colon > 0) {
        words.put(word.substring(0, colon), word.substring(colon + 1));
      }
    }
    return new EndFacts(words);
  }

  /** A whole number that is not negative. */
  Optional<Long> number(String key) {
    return text(key, NUMBER).map(Long::valueOf);
  }

  /** A text of this form. */
  Optional<String> text(String key, String form) {
    return Optional.ofNullable(words.get(key)).filter(text -> text.matches(form));
  }

  /**
   * The facts as a status has them.
   *
   * @param cpuPercent this end's CPU as the tool says it; null: it doesn't say
   * @param measurement what was measured: of a latency it says nothing how many bytes were sent
   */
  SideFacts side(Integer cpuPercent, Measurement measurement) {
    boolean udp = measurement.udp();
    var sent = number("sent").filter(n -> measurement == Measurement.TCPBandwidth);
    return new SideFacts(
        cpuPercent,
        percent("busy"),
        percent("softirq"),
        percent("steal"),
        number("throttled").orElse(null),
        sent.orElse(null),
        number("resent").filter(again -> sent.isPresent() && again <= sent.get()).orElse(null),
        number("datagrams").filter(n -> udp).orElse(null),
        number("dropped").filter(n -> udp).orElse(null));
  }

  /** A percentage; null where there is none. */
  Integer percent(String key) {
    return number(key).filter(percent -> percent <= ALL).map(Long::intValue).orElse(null);
  }
}
