package dev.netperf.operator.probe;

import java.util.Set;

/** The labels of a probe pod. */
public final class Labels {
  /** Selects every pod of the operator. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The value of {@link #MANAGED_BY}. */
  public static final String OPERATOR = "netperf-operator";

  /** What the pod is. */
  public static final String NAME = "app.kubernetes.io/name";

  /** The test's name. */
  public static final String TEST = "netperf.dev/test";

  /** The test's uid. */
  public static final String TEST_UID = "netperf.dev/test-uid";

  /** The run's id. */
  public static final String RUN = "netperf.dev/run";

  /** {@link Role#label()}. */
  public static final String ROLE = "netperf.dev/role";

  /** {@code host} or {@code pod}: the network that the probe uses. */
  public static final String NETWORK = "netperf.dev/network";

  /** The path that a client measures. */
  public static final String PATH = "netperf.dev/path";

  /** The sample for which the pod was made, from 0. */
  public static final String SAMPLE = "netperf.dev/sample";

  /** The attempt for which the pod was made, from 0. */
  public static final String ATTEMPT = "netperf.dev/attempt";

  /** The keys of all. */
  public static final Set<String> ALL =
      Set.of(MANAGED_BY, NAME, TEST, TEST_UID, RUN, ROLE, NETWORK, PATH, SAMPLE, ATTEMPT);

  private Labels() {}
}
