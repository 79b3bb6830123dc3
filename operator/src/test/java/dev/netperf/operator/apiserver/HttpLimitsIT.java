package dev.netperf.operator.apiserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged operator with its image's heap, when a neighbour abuses its port. */
@ExtendWith(ApiServerExtension.class)
class HttpLimitsIT {
  private static final String SCRAPE = "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String HEALTH = "GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final int CONNECTIONS = 4_000;

  @Test
  void connectionsThatAskAndNeverReadEndNoOperator(ApiServer server) throws IOException {
    server.deleteAllTests();
    try (var operator = OperatorProcess.asInItsImage(server)) {
      // Given a neighbour who holds some connections and asks on and on without reading
      var held = new ArrayList<SocketChannel>();
      try {
        for (int i = 0; i < 10; i++) {
          held.add(asking(operator, (i % 2 == 0 ? SCRAPE : HEALTH).repeat(50_000)));
        }

        // Then the kubelet is answered, and whoever scrapes when these are cut off
        assertThat(operator.health("live")).contains("\"UP\"");
        leads(operator);

        // When he holds thousands
        for (int i = 0; i < CONNECTIONS; i++) {
          held.add(asking(operator, SCRAPE));
        }

        // Then they are closed, and the operator leads as before
        leads(operator);
        assertThat(operator.ended()).isEmpty();
        assertThat(operator.liveHeap()).isLessThan(64L << 20);
      } finally {
        close(held);
      }
    }
  }

  private static void leads(OperatorProcess operator) {
    Awaitility.await("an answer of an operator that leads")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .untilAsserted(() -> assertThat(operator.scrape().value("netperf_leader")).isEqualTo(1));
  }

  /** A connection on which as much is asked as it takes; nothing is ever read from it. */
  private static SocketChannel asking(OperatorProcess operator, String requests)
      throws IOException {
    var port = Integer.parseInt(operator.address().split(":", 2)[1]);
    var channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
      channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.configureBlocking(false);
      channel.write(ByteBuffer.wrap(requests.getBytes(US_ASCII)));
    } catch (IOException e) {
      assertThat(e).hasMessageMatching("Connection reset.*|Broken pipe");
    }
    return channel;
  }

  private static void close(List<SocketChannel> channels) throws IOException {
    for (var channel : channels) {
      channel.close();
    }
  }
}
