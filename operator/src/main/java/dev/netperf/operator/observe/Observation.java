package dev.netperf.operator.observe;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.placement.Claims;
import dev.netperf.operator.placement.TestRef;
import dev.netperf.operator.probe.ExtendedResources;
import dev.netperf.operator.probe.ProbePod;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that a decision depends on.
 *
 * @param test the resource
 * @param pods the probe pods that it controls
 * @param services the Services that it controls
 * @param nodes the cluster's nodes
 * @param claims who uses or awaits nodes, but for the run with this id; looked at only by a run
 *     that needs nodes
 * @param refusal what the API server refused in this reconciliation
 * @param probeImage the image of the probes
 * @param extendedResources what a spec may ask for beyond cpu, memory and disk
 * @param now the time
 */
public record Observation(
    NetPerfTest test,
    List<ProbePod> pods,
    List<Service> services,
    Nodes nodes,
    Function<String, Claims> claims,
    Optional<Refusal> refusal,
    String probeImage,
    ExtendedResources extendedResources,
    Instant now) {

  public Observation {
    pods = List.copyOf(pods);
    services = List.copyOf(services);
  }

  /** The resource's status; what it is before the operator's first write if there is none. */
  public NetPerfTestStatus status() {
    return Optional.ofNullable(test.getStatus()).orElse(NetPerfTestStatus.NONE);
  }

  /** The test, for the ledger. */
  public TestRef ref() {
    return TestRef.of(test);
  }
}
