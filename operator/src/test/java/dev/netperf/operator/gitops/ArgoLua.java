package dev.netperf.operator.gitops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netperf.operator.programs.Checkers;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What deploy/gitops/argo-cd gives to Argo CD, run by the interpreter that Argo CD has. */
public final class ArgoLua {
  private static final Path DIRECTORY = Path.of("../deploy/gitops/argo-cd");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private ArgoLua() {}

  /** The entries of argocd-cm that a file has. */
  public static JsonNode data(String file) {
    return yaml(read(file)).path("data");
  }

  /** Status and message of a resource. */
  public static JsonNode health(JsonNode resource) {
    return run(data("health.yaml").path(key("health", resource)).asText(), resource);
  }

  /** The actions of a resource by name, each with whether it is disabled. */
  public static JsonNode actions(JsonNode resource) {
    return run(definition(resource).path("discovery.lua").asText(), resource);
  }

  /** The resource as an action leaves it. */
  public static JsonNode act(String action, JsonNode resource) {
    for (var definition : definition(resource).path("definitions")) {
      if (action.equals(definition.path("name").asText())) {
        return run(definition.path("action.lua").asText(), resource);
      }
    }
    throw new AssertionError("no action " + action);
  }

  /** It is YAML once more within the entry. */
  private static JsonNode definition(JsonNode resource) {
    return yaml(data("actions.yaml").path(key("actions", resource)).asText());
  }

  private static String key(String customization, JsonNode resource) {
    return "resource.customizations.%s.netperf.dev_%s"
        .formatted(customization, resource.path("kind").asText());
  }

  private static JsonNode run(String script, JsonNode resource) {
    var asked = JSON.createObjectNode().put("script", script);
    var told = ask(asked.set("obj", resource));
    if (script.isEmpty() || !told.has("returned")) {
      throw new AssertionError(told.path("error").asText("no script"));
    }
    return told.path("returned");
  }

  private static JsonNode ask(ObjectNode request) {
    try {
      var process =
          new ProcessBuilder(Checkers.path("lua"))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (var input = process.getOutputStream()) {
        input.write(request.toString().getBytes(UTF_8));
      }
      return JSON.readTree(process.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode yaml(String text) {
    return YAML.unmarshal(text, JsonNode.class);
  }

  private static String read(String file) {
    try {
      return Files.readString(DIRECTORY.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
