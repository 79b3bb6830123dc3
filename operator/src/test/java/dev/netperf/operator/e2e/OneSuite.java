package dev.netperf.operator.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * One run of these tests at a time on a machine: they share a cluster's name, and figures are worth
 * nothing where two measure. A port is a lock that is given back whatever happens.
 *
 * @param lock held as long as it is open
 */
record OneSuite(ServerSocket lock) implements AutoCloseable {
  private static final int PORT = 19707;

  static OneSuite await() {
    return Awaitility.await("another run of the end-to-end tests on this machine to end")
        .atMost(Duration.ofMinutes(20))
        .pollInterval(Duration.ofSeconds(1))
        .pollDelay(Duration.ZERO)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(OneSuite::take, taken -> true);
  }

  private static OneSuite take() throws IOException {
    return new OneSuite(new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress()));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
