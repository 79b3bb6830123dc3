package dev.netperf.operator.programs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs beside the tests, and ends with them at the latest. */
public final class Daemon implements AutoCloseable {
  private final Process process;

  private Daemon(Process process) {
    this.process = process;
  }

  /** Starts it with some more environment; what it says goes to a file. */
  public static Daemon start(Path log, Map<String, String> environment, String... command) {
    try {
      Files.createDirectories(log.getParent());
      var builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
      var process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
      return new Daemon(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean runs() {
    return process.isAlive();
  }

  /** A TCP port of this machine on which nobody listens. */
  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    end(process);
  }

  /**
   * Tells a process to end, and ends it where it doesn't within 15 s; true: it did. What a script
   * has started goes with it.
   */
  public static boolean end(Process process) {
    var started = process.descendants().toList();
    process.destroy();
    try {
      return process.waitFor(15, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.destroyForcibly();
      started.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
