package dev.netperf.result;

import dev.netperf.api.v1alpha1.SideFacts;
import dev.netperf.api.v1alpha1.Value;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/** One of the two ends of a measurement: a transfer is bound by its receiver as often. */
enum End {
  CLIENT,
  SERVER;

  /** One fact of each of these values, where this end saw it. */
  <T> List<T> saw(Function<SideFacts, T> fact, List<CountedValue> values) {
    return values.stream()
        .map(CountedValue::value)
        .map(this::facts)
        .filter(Objects::nonNull)
        .map(fact)
        .filter(Objects::nonNull)
        .toList();
  }

  private SideFacts facts(Value value) {
    return this == CLIENT ? value.clientFacts() : value.serverFacts();
  }

  /** As a person would name it: client or server. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
