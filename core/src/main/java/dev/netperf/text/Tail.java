package dev.netperf.text;

/** The end of a program's output, for messages. */
public final class Tail {
  private static final int LENGTH = 240;

  private Tail() {}

  /** {@code : "the last lines"} in one line, or nothing when there is no output. */
  public static String of(String output) {
    var line = output.strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return "";
    }
    return ": \""
        + (line.length() <= LENGTH ? line : "…" + line.substring(line.length() - LENGTH))
        + "\"";
  }
}
