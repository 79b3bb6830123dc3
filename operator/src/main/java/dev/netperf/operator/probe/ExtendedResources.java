package dev.netperf.operator.probe;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The extended resources ({@code example.com/nic}) that tests may ask for. Whoever runs the
 * operator says so: devices are scarce, and a test takes them from everybody else.
 *
 * @param allowed their names
 */
public record ExtendedResources(Set<String> allowed) {
  /** What is allowed unless somebody allows more. */
  public static final ExtendedResources NONE = new ExtendedResources(Set.of());

  public ExtendedResources {
    allowed = Set.copyOf(allowed);
  }

  /** Of a setting: names, separated by commas. */
  public static ExtendedResources parse(String setting) {
    return new ExtendedResources(
        Arrays.stream(setting.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet()));
  }

  /** One of these that is not allowed, the first by its name. */
  Optional<String> refused(Collection<String> names) {
    return names.stream().filter(name -> !allowed.contains(name)).sorted().findFirst();
  }
}
