package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * The raw values of a pair for one path and measurement.
 *
 * @param path the path
 * @param measurement the measurement
 * @param messageSize the message size in bytes where the template names sizes; else null
 * @param unit bit/s or ns
 * @param values by repetition, from the first on; 0 where a repetition has none, for a schema's
 *     list has no nulls
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EntryValues(
    @JsonPropertyDescription("The path.") String path,
    @JsonPropertyDescription("The measurement.") String measurement,
    @JsonPropertyDescription("The message size in bytes, where the template names sizes.")
        Integer messageSize,
    @JsonPropertyDescription("bit/s or ns.") String unit,
    @JsonPropertyDescription("One value for each repetition; 0 where it has none.")
        List<Long> values) {

  public EntryValues {
    values =
        values == null
            ? List.of()
            : values.stream().map(value -> value == null ? Long.valueOf(0) : value).toList();
  }
}
