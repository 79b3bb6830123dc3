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

/**
 * Reads whatever an API server has stored: one resource that can't be understood must not make the
 * operator blind to all others. What is not understood of a spec is noted; a status that is not
 * understood is told from none.
 */
final class NetPerfTestReader extends StdDeserializer<NetPerfTest> {
  private static final long serialVersionUID = 1;

  NetPerfTestReader() {
    super(NetPerfTest.class);
  }

  @Override
  public NetPerfTest deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    var test = new NetPerfTest();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      parser.nextToken();
    }
    for (; parser.currentToken() == JsonToken.FIELD_NAME; parser.nextToken()) {
      var name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "metadata" -> test.setMetadata(context.readValue(parser, ObjectMeta.class));
        case "spec" -> spec(context.readTree(parser), context, test);
        case "status" -> status(parser, context, test);
        default -> parser.skipChildren();
      }
    }
    return test;
  }

  private static void spec(JsonNode tree, DeserializationContext context, NetPerfTest test)
      throws IOException {
    try {
      test.setSpec(context.readTreeAsValue(tree, NetPerfTestSpec.class));
      test.setUnread(UnknownFields.of(tree, NetPerfTestSpec.class, "spec"));
    } catch (JsonMappingException e) {
      test.setSpec(NetPerfTestSpec.DEFAULTS);
      test.setUnread(List.of(new Unread("spec" + path(e), value(tree, e))));
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

  private static void status(JsonParser parser, DeserializationContext context, NetPerfTest test)
      throws IOException {
    var around = parser.getParsingContext().getParent();
    try {
      test.setStatus(context.readValue(parser, NetPerfTestStatus.class));
    } catch (JsonMappingException e) {
      test.setStatusUnread(e.getOriginalMessage());
      while (parser.getParsingContext() != around) {
        parser.nextToken();
      }
    }
  }
}
