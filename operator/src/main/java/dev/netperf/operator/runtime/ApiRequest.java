package dev.netperf.operator.runtime;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A request as RBAC and audit name it.
 *
 * @param verb get, list, watch, create, update, patch, delete
 * @param resource plural name, with its subresource as {@code netperftests/status}
 */
public record ApiRequest(String verb, String resource) {
  /** All that the operator asks for; anything else is one series together. */
  private static final Set<String> RESOURCES =
      Set.of(
          "netperftests",
          "netperftests/status",
          "netperfsurveys",
          "netperfsurveys/status",
          "netperfsurveyslices",
          "pods",
          "services",
          "networkpolicies",
          "nodes",
          "events",
          "leases",
          "subjectaccessreviews",
          "selfsubjectaccessreviews",
          "customresourcedefinitions");

  private static final String OTHER = "other";

  /** What a request with this HTTP method for this address asks. */
  public static ApiRequest of(String method, URI uri) {
    var path = resourcePath(uri.getPath());
    var named = path.size() > 1;
    var resource = path.isEmpty() ? OTHER : path.get(0);
    if (path.size() > 2) {
      resource += "/" + path.get(2);
    }
    return new ApiRequest(
        verb(method, named, uri.getQuery()), RESOURCES.contains(resource) ? resource : OTHER);
  }

  /** What follows the group's version and the namespace: resource, name, subresource. */
  private static List<String> resourcePath(String path) {
    var parts = Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    int start = parts.isEmpty() || !parts.get(0).equals("apis") ? 2 : 3;
    if (parts.size() > start + 2 && parts.get(start).equals("namespaces")) {
      start += 2;
    }
    return parts.subList(Math.min(start, parts.size()), parts.size());
  }

  private static String verb(String method, boolean named, String query) {
    return switch (method) {
      case "GET" -> {
        if (query != null && query.contains("watch=true")) {
          yield "watch";
        }
        yield named ? "get" : "list";
      }
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> "delete";
      default -> OTHER;
    };
  }
}
