package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.NetPerfTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rows that users see, as the real kubectl prints them. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ColumnsIT {
  private static final Path DIRECTORY = Path.of("src/test/resources/columns");
  private static final String NAMESPACE = "columns";
  private ApiServer server;

  /** One resource that the operator has not seen, one that waits, two complete. */
  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    server.namespace(NAMESPACE);
    server.minimal(NAMESPACE, "fresh");
    withStatus("blocked");
    withStatus("overlay-cost");
    withStatus("service-cost");
  }

  @Test
  void theRowIsTheTableThatWasMadeByHand() {
    assertThat(get()).isEqualTo(golden("get.txt"));
  }

  @Test
  void wideAddsTheMachinesTheToolAndTheMessage() {
    assertThat(get("--output=wide")).isEqualTo(golden("get-wide.txt"));
  }

  @Test
  void theRowsCanBeSortedByTheirFigures() {
    for (var figure : List.of("pod.bitsPerSecond", "pod.latencyNanoseconds")) {
      var names =
          server
              .kubectl(
                  "get",
                  "npt",
                  "--namespace=" + NAMESPACE,
                  "--output=name",
                  "--sort-by=.status.summary." + figure)
              .lines()
              .filter(name -> name.endsWith("-cost"))
              .map(name -> name.substring(name.indexOf('/') + 1));

      // 925 Mbit/s is less than 8.78 Gbit/s, and 25.5 us less than 44.4 us
      assertThat(names).as(figure).containsExactly("service-cost", "overlay-cost");
    }
  }

  @Test
  void theCategoryListsTestsToo() {
    var names = server.kubectl("get", "netperf", "--namespace=" + NAMESPACE, "--output=name");
    assertThat(names.lines()).contains("netperftest.netperf.dev/fresh");
  }

  @Test
  void everyFieldOfTheSpecIsExplained() {
    var explanation = server.kubectl("explain", "netperftest.spec", "--recursive");
    assertThat(explanation).contains("repetitions").contains("nodeSelector");
    assertThat(server.kubectl("explain", "netperftest.spec.repetitions"))
        .contains("Separate runs of each path");
  }

  private void withStatus(String name) {
    var test = server.asWritten(CustomResourceFile.text(DIRECTORY.resolve(name + ".yaml")));
    test.getMetadata().setNamespace(NAMESPACE);
    var client = server.client();
    client.resource(test).create();
    client.resource(test).subresource("status").patch(ApiServer.applyAs("netperf-operator"), test);
    assertThat(client.resources(NetPerfTest.class).inNamespace(NAMESPACE).withName(name).get())
        .as("read as the operator's own class")
        .satisfies(t -> assertThat(t.getStatus().observedGeneration()).isEqualTo(1));
  }

  /** What kubectl prints, with an age that is always the same. */
  private String get(String... options) {
    var command = new String[options.length + 3];
    command[0] = "get";
    command[1] = "npt";
    command[2] = "--namespace=" + NAMESPACE;
    System.arraycopy(options, 0, command, 3, options.length);
    return server
        .kubectl(command)
        .replaceAll("\\b[0-9]s(?= |$|\n)", "5s")
        .replaceAll("\\b[0-9]{2}s(?= )", "5s ")
        .replaceAll("\\b[0-9]{2}s(?=$|\n)", "5s")
        .replaceAll(" +(?=\n)", "");
  }

  private static String golden(String file) {
    return CustomResourceFile.text(DIRECTORY.resolve(file)).strip();
  }
}
