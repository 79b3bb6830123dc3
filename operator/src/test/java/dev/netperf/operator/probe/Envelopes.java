package dev.netperf.operator.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Termination messages as the entry script of the probe image writes them. */
public final class Envelopes {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final String SUFFIX = ".txt";
  public static final Instant STARTED = Instant.parse("2026-01-01T00:01:00.250Z");

  private Envelopes() {}

  /** A recording of the real qperf under the real script. */
  public static String recorded(String name) {
    return recorded("qperf", name);
  }

  /** A recording of a real tool under the real script. */
  public static String recorded(String tool, String name) {
    try {
      return Files.readString(RESOURCES.resolve(tool).resolve(name + SUFFIX));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all recordings of qperf. */
  public static List<String> recordings() {
    return recordings("qperf");
  }

  /** The names of all recordings of a tool. */
  public static List<String> recordings(String tool) {
    try (var files = Files.list(RESOURCES.resolve(tool))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(SUFFIX))
          .map(f -> f.substring(0, f.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tool that ended by itself. */
  public static String ended(int exitCode, String output) {
    return envelope(exitCode, false, false, output);
  }

  /** A tool that ended by itself, with the time that it took. */
  public static String ended(int exitCode, String output, Instant started, Instant finished) {
    return envelope(exitCode, false, false, output, started, finished);
  }

  /** A tool that the script ended. */
  public static String timedOut(String output) {
    return envelope(124, true, false, output);
  }

  /** A tool that printed too much. */
  public static String truncated(String output) {
    return envelope(0, false, true, output);
  }

  /** What qperf prints of these values, with fewer details than {@code -vv}. */
  public static String qperf(int seconds, long bitsPerSecond, long latency) {
    return """
    conf:
        loc_node   =  node-1
        loc_cpu    =  2 Cores: Client CPU
        rem_node   =  node-2
        rem_cpu    =  4 Cores: Server CPU
    tcp_bw:
        bw              =  %d bits/sec
        port            =        19766\s
        time            =  %d000000000 ns
        recv_msgs       =        39312\s
    tcp_lat:
        latency        =       %d ns
        time           =  %d000000000 ns
        loc_recv_msgs  =        25495\s
    """
        .formatted(bitsPerSecond, seconds, latency, seconds);
  }

  private static String envelope(int exit, boolean timedOut, boolean truncated, String output) {
    return envelope(exit, timedOut, truncated, output, STARTED, STARTED.plusSeconds(20));
  }

  private static String envelope(
      int exit,
      boolean timedOut,
      boolean truncated,
      String output,
      Instant started,
      Instant finished) {
    var content =
        """
        role=client
        exit=%d
        timedOut=%s
        started=%d
        finished=%d
        outputBytes=%d
        truncated=%s

        %s"""
            .formatted(
                exit,
                timedOut,
                started.toEpochMilli(),
                finished.toEpochMilli(),
                output.length(),
                truncated,
                output);
    return "netperf-probe/1 " + content.length() + "\n" + content + "netperf-probe/end\n";
  }
}
