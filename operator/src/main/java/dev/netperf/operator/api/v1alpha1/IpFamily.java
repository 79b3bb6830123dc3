package dev.netperf.operator.api.v1alpha1;

/** The version of the Internet Protocol that the measured traffic uses. */
public enum IpFamily {
  /** IP version 4. */
  IPv4,
  /** IP version 6. */
  IPv6
}
