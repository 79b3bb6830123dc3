package dev.netperf.api.v1alpha1;

import java.util.Arrays;
import java.util.Optional;

/** The version of the Internet Protocol that the measured traffic uses. */
public enum IpFamily {
  /** IP version 4. */
  IPv4,
  /** IP version 6. */
  IPv6;

  /** The family of this name; empty when only another version of the operator knows it. */
  public static Optional<IpFamily> named(String name) {
    return Arrays.stream(values()).filter(family -> family.name().equals(name)).findFirst();
  }
}
