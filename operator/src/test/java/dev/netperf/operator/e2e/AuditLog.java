package dev.netperf.operator.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the operator asked of the API server, as that one has noted it down
 * (deploy/local/audit-policy.yaml).
 *
 * @param directory where the API server writes
 */
record AuditLog(Path directory) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A request for a resource.
   *
   * @param right what it needed
   * @param allowed whether the operator had it
   * @param what the request, for a person
   */
  record Request(Right right, boolean allowed, String what) {}

  /**
   * A right that a rule grants or a request needs.
   *
   * @param scope a namespace, or all of them
   * @param verb get, list, ...
   * @param group the API group, empty for the core
   * @param resource with its subresource, if any, as in a rule: {@code netperftests/status}
   */
  record Right(Scope scope, String verb, String group, String resource) {
    @Override
    public String toString() {
      return "%s %s %s".formatted(verb, group.isEmpty() ? resource : resource + "." + group, scope);
    }
  }

  /** Where a right holds. */
  enum Scope {
    /** In the operator's own namespace. */
    HOME,
    /** In every namespace, and outside of namespaces. */
    EVERYWHERE
  }

  /** Every request since the cluster was started. */
  List<Request> requests() {
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches("audit.*\\.log"))
          .flatMap(AuditLog::lines)
          .map(AuditLog::request)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whole lines: the last one may be about to be written. */
  private static Stream<String> lines(Path file) {
    try {
      var text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Questions after versions, groups and one's own rights are free to everybody. */
  private static Optional<Request> request(String line) {
    var event = parsed(line);
    var object = event.path("objectRef");
    if (object.isMissingNode() || object.path("resource").asText().startsWith("selfsubject")) {
      return Optional.empty();
    }
    var subresource = object.path("subresource").asText();
    var resource = object.path("resource").asText();
    var home = Operator.NAMESPACE.equals(object.path("namespace").asText());
    var right =
        new Right(
            home ? Scope.HOME : Scope.EVERYWHERE,
            event.path("verb").asText(),
            object.path("apiGroup").asText(),
            subresource.isEmpty() ? resource : resource + "/" + subresource);
    var decision = event.path("annotations").path("authorization.k8s.io/decision").asText();
    return Optional.of(new Request(right, "allow".equals(decision), event.toString()));
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(line, e);
    }
  }
}
