package dev.netperf.tool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Damaged texts. */
final class Damage {
  private Damage() {}

  /** Changed somewhere, but no digit into another. */
  static String leavingDigits(String text, Random random) {
    int from = random.nextInt(text.length());
    return switch (random.nextInt(8)) {
      case 0 -> text.substring(0, from);
      case 1 -> text.substring(from);
      case 2 -> text.substring(0, from) + noDigit(random) + text.substring(from);
      case 3 -> text.substring(0, from) + noDigit(random) + text.substring(from + 1);
      case 4 -> withoutLinesFrom(text, from, random);
      case 5 -> lines(text, random, (lines, i, j) -> lines.remove(i));
      case 6 -> lines(text, random, (lines, i, j) -> lines.add(j, lines.get(i)));
      default -> lines(text, random, Collections::swap);
    };
  }

  /** Without a range that goes over the end of a line, beginning and ending anywhere. */
  private static String withoutLinesFrom(String text, int from, Random random) {
    int lineEnd = text.indexOf('\n', from);
    int to = lineEnd < 0 ? text.length() : lineEnd + 1 + random.nextInt(text.length() - lineEnd);
    return text.substring(0, from) + text.substring(to);
  }

  /** Changed in some characters, which may become anything. */
  static String any(String text, Random random) {
    var damaged = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      char character =
          random.nextBoolean() ? (char) ('0' + random.nextInt(10)) : (char) random.nextInt(0x180);
      damaged.setCharAt(random.nextInt(text.length()), character);
    }
    return random.nextInt(4) == 0 ? leavingDigits(damaged.toString(), random) : damaged.toString();
  }

  private interface Change {
    void apply(List<String> lines, int i, int j);
  }

  private static String lines(String text, Random random, Change change) {
    var lines = new ArrayList<>(text.lines().toList());
    change.apply(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    return String.join("\n", lines) + "\n";
  }

  private static char noDigit(Random random) {
    char character;
    do {
      character = (char) (random.nextInt(8) == 0 ? random.nextInt(0x3000) : random.nextInt(128));
    } while (Character.isDigit(character));
    return character;
  }
}
