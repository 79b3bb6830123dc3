package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The packaged operator, when what it watches can't be understood. */
@ExtendWith(ApiServerExtension.class)
class EndedWatchesIT {
  @Test
  void anOperatorThatWatchesNoMoreSaysWhyAndEnds(ApiServer server) throws IOException {
    server.deleteAllTests();
    try (var tap = server.wiretap();
        var operator =
            OperatorProcess.start(server, Map.of("KUBECONFIG", tap.kubeconfig().toString()))) {
      // Given an operator that leads and watches all
      assertThat(Wiretap.WATCHED.values()).allMatch(tap::watched);

      // When something comes in each watch that nobody can read
      Wiretap.WATCHED.values().forEach(tap::spoil);

      // Then it is not alive any more, and says so while it can still be asked
      Awaitility.await("each watch has ended")
          .atMost(Duration.ofSeconds(8))
          .untilAsserted(
              () ->
                  assertThat(Wiretap.WATCHED.keySet())
                      .allSatisfy(
                          kind ->
                              assertThat(
                                      operator
                                          .scrape()
                                          .value("netperf_watching{kind=\"" + kind + "\"}"))
                                  .as(kind)
                                  .isZero()));
      assertThat(operator.health("live")).contains("\"DOWN\"", "garbage");

      // And the process ends, with the cause in its log: its kubelet starts it anew
      Awaitility.await("the end")
          .atMost(Duration.ofMinutes(1))
          .until(() -> operator.ended().isPresent());
      assertThat(operator.ended()).contains(1);
      assertThat(Files.readString(server.operatorLog()))
          .contains("the watch of Pod has ended for good, halting");
    }

    // And the one that its kubelet starts leads within a minute, though the lease was not given
    // back
    OperatorProcess.start(server).close();
  }
}
