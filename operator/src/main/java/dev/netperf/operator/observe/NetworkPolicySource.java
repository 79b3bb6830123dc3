package dev.netperf.operator.observe;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.probe.ProbeSettings;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.stream.Stream;

/** Watches the NetworkPolicies of all tests. */
public final class NetworkPolicySource extends InformerEventSource<NetworkPolicy, NetPerfTest> {
  private NetworkPolicySource(EventSourceContext<NetPerfTest> context) {
    super(
        LeanInformers.ofControlled(NetworkPolicy.class, "network-policies", Lean::networkPolicy),
        context);
  }

  /** These sources, and this one where there is something to watch: else the right is missing. */
  public static List<EventSource<?, NetPerfTest>> besides(
      List<EventSource<?, NetPerfTest>> others,
      ProbeSettings settings,
      EventSourceContext<NetPerfTest> context) {
    return settings.networkPolicies()
        ? Stream.concat(others.stream(), Stream.of(new NetworkPolicySource(context))).toList()
        : others;
  }
}
