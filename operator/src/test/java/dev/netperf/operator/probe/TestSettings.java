package dev.netperf.operator.probe;

import java.util.List;
import java.util.Set;

/** Settings of an operator as it is shipped. */
public final class TestSettings {
  public static final ProbeSettings PLAIN =
      new ProbeSettings(
          "registry.example/netperf-probe:1",
          Set.of("amd64", "arm64"),
          ProbeTemplate.NONE,
          List.of(),
          ExtendedResources.NONE,
          false);

  /** With a setting of extended resources. */
  public static ProbeSettings allowing(String extended) {
    return new ProbeSettings(
        PLAIN.image(),
        PLAIN.architectures(),
        PLAIN.template(),
        PLAIN.inheritedLabels(),
        ExtendedResources.parse(extended),
        false);
  }

  /** With a NetworkPolicy for each run. */
  public static final ProbeSettings WITH_NETWORK_POLICIES =
      new ProbeSettings(
          PLAIN.image(),
          PLAIN.architectures(),
          PLAIN.template(),
          PLAIN.inheritedLabels(),
          PLAIN.extendedResources(),
          true);

  private TestSettings() {}
}
