package dev.netperf.operator.e2e;

import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps what a user read of each test while it waited and at its end, in target/told.txt, for
 * docs/faults.md to quote.
 */
final class Told {
  private static final Path FILE = Path.of("target", "told.txt");

  private Told() {}

  /** Forgets the last run. */
  static void begin() {
    try {
      Files.deleteIfExists(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static synchronized void keep(String test, String says, NetPerfTestStatus status) {
    var text = new StringBuilder(test).append(": ").append(says).append('\n');
    status
        .failures()
        .forEach(f -> text.append("  ").append(f.reason() + ": " + f.message() + "\n"));
    status.warnings().forEach(w -> text.append("  ").append(w.type() + ": " + w.message() + "\n"));
    try {
      Files.writeString(FILE, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
