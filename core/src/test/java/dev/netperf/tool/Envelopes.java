package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Measurement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Termination messages as the entry script of the probe image writes them. */
public final class Envelopes {
  private static final Path RESOURCES = Path.of("../core/src/test/resources");
  private static final String SUFFIX = ".txt";
  private static final String END = "netperf-probe/end\n";
  public static final Instant STARTED = Instant.parse("2026-01-01T00:01:00.250Z");

  /** More than any tool counts. */
  private static final long MOST = 999_999_999_999_999_999L;

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
    return envelope(exitCode, false, false, facts(), output, started, finished);
  }

  /** A tool that ended by itself while somebody else was connected to the server. */
  public static String amongOthers(int exitCode, String output) {
    var facts =
        facts().replace(" connections:", " others:1 othersBytes:5 other:10.0.0.9 connections:");
    return envelope(exitCode, false, false, facts, output, STARTED, STARTED.plusSeconds(20));
  }

  /** A tool that the script ended. */
  public static String timedOut(String output) {
    return envelope(124, true, false, output);
  }

  /** A tool that printed too much. */
  public static String truncated(String output) {
    return envelope(0, false, true, output);
  }

  /** What the script prints of qperf with these values. */
  public static String qperf(int seconds, long bitsPerSecond, long latency) {
    return """
    stream 0:
    conf:
    loc_cpu=2 Cores: Client CPU
    rem_cpu=4 Cores: Server CPU
    """
        + bandwidth("tcp_bw", "bw", seconds, bitsPerSecond)
        + "stream 0:\n"
        + latency("tcp_lat", seconds, latency);
  }

  /** A bandwidth, as the script prints it. */
  static String bandwidth(String test, String key, int seconds, long bitsPerSecond) {
    long bytes = bitsPerSecond / Byte.SIZE * seconds + bitsPerSecond % Byte.SIZE * seconds / 8;
    return """
    %1$s:
    %2$s=%3$d bits/sec
    time=%4$d000000000 ns
    send_real_time=%4$d000000000 ns
    send_bytes=%5$d bytes
    recv_real_time=%4$d000000000 ns
    recv_bytes=%5$d bytes
    """
        .formatted(test, key, bitsPerSecond, seconds, bytes);
  }

  /** A latency, as the script prints it: messages went to and fro for all the time. */
  static String latency(String test, int seconds, long nanoseconds) {
    long messages = Math.max(1, Math.round(seconds * 1e9 / nanoseconds / 2));
    return """
    %1$s:
    latency=%2$d ns
    time=%3$d000000000 ns
    loc_real_time=%4$d ns
    loc_send_msgs=%5$d
    loc_recv_msgs=%5$d
    rem_real_time=%4$d ns
    rem_send_msgs=%5$d
    rem_recv_msgs=%5$d
    """
        .formatted(test, nanoseconds, seconds, 2 * messages * nanoseconds, messages);
  }

  /** What both ends see of measurements that all went well. */
  private static String facts() {
    return IntStream.range(0, Measurement.values().length)
        .mapToObj(
            i ->
                """
                client%1$d=milliseconds:9999999 busy:50 softirq:5 steal:0 throttled:0
                server%1$d=milliseconds:9999999 busy:50 softirq:5 steal:0 throttled:0 bytes:%2$d connections:2 datagrams:%2$d dropped:0
                """
                    .formatted(i, MOST))
        .collect(Collectors.joining("", "toolVersion=0.4.11\n", ""));
  }

  /** The same from a probe image that tells no tool's version. */
  public static String withoutVersion(String envelope) {
    return of(
        envelope
            .substring(envelope.indexOf('\n') + 1, envelope.length() - END.length())
            .replaceFirst("toolVersion=.*\n", ""));
  }

  private static String of(String content) {
    return "netperf-probe/1 " + content.length() + "\n" + content + END;
  }

  private static String envelope(int exit, boolean timedOut, boolean truncated, String output) {
    return envelope(exit, timedOut, truncated, facts(), output, STARTED, STARTED.plusSeconds(20));
  }

  private static String envelope(
      int exit,
      boolean timedOut,
      boolean truncated,
      String facts,
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
        %s
        %s"""
            .formatted(
                exit,
                timedOut,
                started.toEpochMilli(),
                finished.toEpochMilli(),
                output.length(),
                truncated,
                facts,
                output);
    return of(content);
  }
}
