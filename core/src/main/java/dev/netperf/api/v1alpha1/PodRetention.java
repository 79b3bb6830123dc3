package dev.netperf.api.v1alpha1;

/**
 * Which finished probe pods, the newest ten, stay for inspection until the resource is deleted or
 * runs again.
 */
public enum PodRetention {
  /** None. */
  Never,
  /** Those of failed attempts. */
  OnFailure,
  /** Those of every attempt. A server that still runs is deleted all the same. */
  Always
}
