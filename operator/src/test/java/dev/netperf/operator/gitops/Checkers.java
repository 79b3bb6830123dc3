package dev.netperf.operator.gitops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The programs that {@code deploy/local/checker} brings; once for all tests of a run. */
public final class Checkers {
  private static final Map<String, String> PATHS = new ConcurrentHashMap<>();

  private Checkers() {}

  /** Where it is: built or installed if need be. */
  public static String path(String name) {
    return PATHS.computeIfAbsent(name, Checkers::bring);
  }

  private static String bring(String name) {
    try {
      var process =
          new ProcessBuilder("../deploy/local/checker", name)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      var path = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("deploy/local/checker can't bring " + name);
      }
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
