package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rows of surveys that users see, and the table of 2015, as the real kubectl prints them. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurveyColumnsIT {
  private static final Path DIRECTORY = Path.of("src/test/resources/columns-surveys");
  private static final String NAMESPACE = "columns-of-surveys";
  private static final String TABLE =
      "--output=go-template-file=../deploy/samples/table-2015.gotmpl";
  private ApiServer server;

  /** One that the operator has not seen, one of one group, one of several. */
  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    server.namespace(NAMESPACE);
    server
        .client()
        .resource(
            server.asWritten(
                """
                apiVersion: netperf.dev/v1alpha1
                kind: NetPerfSurvey
                metadata: {namespace: %s, name: fresh}
                spec: {}
                """
                    .formatted(NAMESPACE)))
        .create();
    withStatus("fleet");
    withStatus("types");
    // kubectl may have kept what there was before the definitions; this makes it look again
    server.kubectl("api-resources", "--api-group=netperf.dev");
  }

  @Test
  void theRowSaysHowFarItIsAndWhatItFound() {
    assertThat(get("nps")).isEqualTo(golden("get.txt"));
  }

  @Test
  void wideAddsLatencyTheRestAndTheMessage() {
    assertThat(get("nps", "--output=wide")).isEqualTo(golden("get-wide.txt"));
  }

  @Test
  void theCategoryListsSurveysButNotTheirSlices() {
    var names = server.kubectl("get", "netperf", "--namespace=" + NAMESPACE, "--output=name");
    assertThat(names.lines())
        .contains("netperfsurvey.netperf.dev/fresh")
        .noneMatch(name -> name.contains("slice"));
  }

  @Test
  void theTableOf2015HasALineForEachGroup() {
    assertThat(get("nps", "types", TABLE)).isEqualTo(golden("table-2015.txt"));
  }

  @Test
  void theTableOfASurveyWithoutFiguresHasNoLine() {
    assertThat(get("nps", "fresh", TABLE).lines()).hasSize(2);
  }

  @Test
  void everyFieldIsExplained() {
    for (var kind : new String[] {"NetPerfSurvey", "NetPerfSurveySlice"}) {
      // Given what kubectl explain reads
      var schema = schema(kind);
      // Then
      assertThat(undescribed("", schema)).as(kind).isEmpty();
    }
    assertThat(server.kubectl("explain", "netperfsurveys.spec.coverage.partners"))
        .contains("how many partners each node has");
    assertThat(server.kubectl("explain", "netperfsurveyslices.entries.values"))
        .contains("Every raw value");
  }

  private JsonNode schema(String kind) {
    var all =
        server
            .client()
            .getKubernetesSerialization()
            .unmarshal(
                server.client().raw("/openapi/v3/apis/netperf.dev/v1alpha1"), JsonNode.class);
    return all.at("/components/schemas/dev.netperf.v1alpha1." + kind);
  }

  private static Stream<String> undescribed(String path, JsonNode schema) {
    var own =
        schema.has("description") || schema.has("allOf") ? Stream.<String>of() : Stream.of(path);
    var below =
        Stream.of(schema, schema.path("items"))
            .flatMap(parent -> parent.path("properties").properties().stream())
            .filter(field -> !(path.isEmpty() && field.getKey().equals("metadata")))
            .flatMap(field -> undescribed(path + "." + field.getKey(), field.getValue()));
    return Stream.concat(own, below);
  }

  private void withStatus(String name) {
    var survey = server.asWritten(CustomResourceFile.text(DIRECTORY.resolve(name + ".yaml")));
    survey.getMetadata().setNamespace(NAMESPACE);
    var client = server.client();
    client.resource(survey).create();
    client
        .resource(survey)
        .subresource("status")
        .patch(ApiServer.applyAs("netperf-operator"), survey);
    assertThat(client.resources(NetPerfSurvey.class).inNamespace(NAMESPACE).withName(name).get())
        .as("read as the operator's own class")
        .satisfies(s -> assertThat(s.getStatusUnread()).isEmpty())
        .satisfies(s -> assertThat(s.getStatus().observedGeneration()).isEqualTo(1));
  }

  /** What kubectl prints, with an age that is always the same. */
  private String get(String... arguments) {
    var command =
        Stream.concat(Stream.of("get", "--namespace=" + NAMESPACE), Stream.of(arguments))
            .toArray(String[]::new);
    return server
        .kubectl(command)
        .replaceAll("\\b[0-9]s(?= |$|\n)", "5s")
        .replaceAll("\\b[0-9]{2}s(?= )", "5s ")
        .replaceAll("\\b[0-9]{2}s(?=$|\n)", "5s")
        .replaceAll(" +(?=\n|$)", "");
  }

  private static String golden(String file) {
    return CustomResourceFile.text(DIRECTORY.resolve(file)).strip();
  }
}
