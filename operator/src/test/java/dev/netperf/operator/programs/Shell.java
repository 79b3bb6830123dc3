package dev.netperf.operator.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs, each with a bound on its time. */
public final class Shell {
  private Shell() {}

  /** What the program prints; fails with all that it says unless it ends with 0. */
  public static String run(Duration limit, String... command) {
    return run(Map.of(), limit, List.of(command));
  }

  /** The same with some more environment. */
  public static String run(Map<String, String> environment, Duration limit, List<String> command) {
    try {
      var output = Files.createTempFile("netperf", ".out");
      var messages = Files.createTempFile("netperf", ".err");
      try {
        var builder =
            new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(messages.toFile());
        builder.environment().putAll(environment);
        var status = end(builder.start(), limit);
        if (!"0".equals(status)) {
          var said = Files.readString(messages, UTF_8) + Files.readString(output, UTF_8);
          throw new IllegalStateException(
              "%s: %s: %s".formatted(String.join(" ", command), status, said));
        }
        return Files.readString(output, UTF_8).strip();
      } finally {
        Files.delete(output);
        Files.delete(messages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String end(Process process, Duration limit) throws IOException {
    process.getOutputStream().close();
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return String.valueOf(process.exitValue());
      }
      process.destroyForcibly();
      return "not done after " + limit.toSeconds() + " s";
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
