package dev.netperf.operator.probe;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.plan.Plan;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Probe pods as the operator makes them, with and without their controller. */
public final class Orphaned {
  /** Of the test whose pods they are. */
  public static final String TEST_UID = Specs.UID;

  /** When they were created. */
  public static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  private Orphaned() {}

  private static ProbePodTemplate pods() {
    var test = Specs.test("{}");
    return new ProbePodTemplate(test, "3f9a2c1b", Plan.of(test.getSpec()), TestSettings.PLAIN);
  }

  /** A server that its test controls. */
  public static Pod controlledServer() {
    return known(
        pods().server(Network.POD, new Attempt(0, 0), "node-2", IpFamily.IPv4, Duration.ofDays(1)));
  }

  /** A server that nobody controls. */
  public static Pod server() {
    return withoutController(controlledServer());
  }

  /** A client that nobody controls. */
  public static Pod client() {
    return withoutController(controlledClient());
  }

  /** A client that its test controls: the server of another name and role. */
  public static Pod controlledClient() {
    var pod = controlledServer();
    pod.getMetadata().setName(pod.getMetadata().getName().replace("-server-pod-", "-client-"));
    pod.getMetadata().getLabels().put(Labels.ROLE, Role.CLIENT.label());
    return pod;
  }

  private static Pod known(Pod pod) {
    pod.getMetadata().setUid("pod-1");
    pod.getMetadata().setResourceVersion("1");
    pod.getMetadata().setCreationTimestamp(CREATED.toString());
    pod.getSpec().setNodeName("node-2");
    return pod;
  }

  private static Pod withoutController(Pod pod) {
    pod.getMetadata().setOwnerReferences(new ArrayList<>(List.of()));
    return pod;
  }
}
