package dev.netperf.text;

import java.nio.charset.StandardCharsets;

/**
 * Words of others - an API server, a webhook, a kubelet, a probe, a user - as they may stand in a
 * status, an Event and a log: in one line, with nothing that a terminal or a reader of logs obeys.
 */
public final class OneLine {
  private static final String ELLIPSIS = "…";

  /** In bytes; a status holds tens of messages, and etcd takes one and a half megabytes. */
  private static final int LONGEST = 4096;

  /** Of one fact among others, in bytes. */
  private static final int LONGEST_FACT = 256;

  /** Control and format characters (the latter turn text round), line and paragraph separators. */
  private static final String UNSEEN = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+";

  private OneLine() {}

  /** The text in one line of at most {@value #LONGEST} bytes. */
  public static String of(String text) {
    return cut(text.replaceAll(UNSEEN, " ").strip(), LONGEST);
  }

  /** A name, a version or the like in one line of at most {@value #LONGEST_FACT} bytes. */
  public static String fact(String text) {
    return cut(of(text), LONGEST_FACT);
  }

  /**
   * The beginning of a text.
   *
   * @param bytes how many it may have at most in UTF-8, which is what Kubernetes counts
   */
  public static String cut(String text, int bytes) {
    var whole = text.getBytes(StandardCharsets.UTF_8);
    if (whole.length <= bytes) {
      return text;
    }
    int end = bytes - ELLIPSIS.getBytes(StandardCharsets.UTF_8).length;
    while (continues(whole[end])) {
      end--;
    }
    return new String(whole, 0, end, StandardCharsets.UTF_8) + ELLIPSIS;
  }

  /** Whether a byte is not the first one of its character. */
  private static boolean continues(byte next) {
    return (next & 0xC0) == 0x80;
  }
}
