package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What stands in a JSON object beside what a record has. */
final class UnknownFields {
  private UnknownFields() {}

  /** The fields that the record, and the records in it, don't have. */
  static List<Unread> of(JsonNode object, Class<?> record, String path) {
    var unknown = new ArrayList<Unread>();
    object
        .properties()
        .forEach(
            field -> {
              var name = path + "." + field.getKey();
              component(record, field.getKey())
                  .ifPresentOrElse(
                      component -> within(field.getValue(), component, name, unknown),
                      () -> unknown.add(new Unread(name, field.getValue().toString())));
            });
    return unknown;
  }

  private static Optional<RecordComponent> component(Class<?> record, String name) {
    return Arrays.stream(record.getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .findFirst();
  }

  private static void within(
      JsonNode value, RecordComponent component, String path, List<Unread> unknown) {
    if (component.getType().isRecord()) {
      unknown.addAll(of(value, component.getType(), path));
    } else if (component.getGenericType() instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof Class<?> item
        && item.isRecord()) {
      for (int i = 0; i < value.size(); i++) {
        unknown.addAll(of(value.get(i), item, path + "[" + i + "]"));
      }
    }
  }
}
