package dev.netperf.operator.placement;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * A test, as the ledger knows it.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its uid
 */
public record TestRef(String namespace, String name, String uid) {

  /** This test. */
  public static TestRef of(HasMetadata test) {
    var metadata = test.getMetadata();
    return new TestRef(metadata.getNamespace(), metadata.getName(), metadata.getUid());
  }

  /** How it is named to a user of a namespace, who may not know what others do. */
  public String asSeenFrom(String viewer) {
    return namespace.equals(viewer) ? "test " + name : "a test in another namespace";
  }
}
