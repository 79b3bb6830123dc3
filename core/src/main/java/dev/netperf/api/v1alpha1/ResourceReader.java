package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads whatever an API server has stored: one resource that can't be understood must not make the
 * operator blind to all others. What is not understood of a spec is noted; a status that is not
 * understood is told from none.
 *
 * @param <S> the type of its spec
 * @param <T> the type of its status
 * @param <R> the resource
 */
public abstract class ResourceReader<S, T, R extends NetPerfResource<S, T>>
    extends StdDeserializer<R> {
  private static final long serialVersionUID = 1;
  private final transient Supplier<R> fresh;
  private final Class<S> specType;
  private final Class<T> statusType;
  private final transient S defaults;

  /**
   * Of a kind.
   *
   * @param type the resource
   * @param fresh makes one
   * @param specType the type of its spec
   * @param defaults the spec of one that is not understood
   * @param statusType the type of its status
   */
  protected ResourceReader(
      Class<R> type, Supplier<R> fresh, Class<S> specType, S defaults, Class<T> statusType) {
    super(type);
    this.fresh = fresh;
    this.specType = specType;
    this.defaults = defaults;
    this.statusType = statusType;
  }

  @Override
  public final R deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    var resource = fresh.get();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      parser.nextToken();
    }
    for (; parser.currentToken() == JsonToken.FIELD_NAME; parser.nextToken()) {
      var name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "metadata" -> resource.setMetadata(context.readValue(parser, ObjectMeta.class));
        case "spec" -> spec(context.readTree(parser), context, resource);
        case "status" -> status(parser, context, resource);
        default -> parser.skipChildren();
      }
    }
    return resource;
  }

  private void spec(JsonNode tree, DeserializationContext context, R resource) throws IOException {
    try {
      resource.setSpec(context.readTreeAsValue(tree, specType));
      resource.setUnread(UnknownFields.of(tree, specType, "spec"));
    } catch (JsonMappingException e) {
      resource.setSpec(defaults);
      resource.setUnread(List.of(new Unread("spec" + path(e), value(tree, e))));
    }
  }

  private static String path(JsonMappingException e) {
    var path = new StringBuilder();
    for (var step : e.getPath()) {
      path.append(
          step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName());
    }
    return path.toString();
  }

  private static String value(JsonNode tree, JsonMappingException e) {
    var node = tree;
    for (var step : e.getPath()) {
      node =
          step.getFieldName() == null ? node.path(step.getIndex()) : node.path(step.getFieldName());
    }
    return node.toString();
  }

  private void status(JsonParser parser, DeserializationContext context, R resource)
      throws IOException {
    var around = parser.getParsingContext().getParent();
    try {
      resource.setStatus(context.readValue(parser, statusType));
    } catch (JsonMappingException e) {
      resource.setStatusUnread(e.getOriginalMessage());
      while (parser.getParsingContext() != around) {
        parser.nextToken();
      }
    }
  }
}
