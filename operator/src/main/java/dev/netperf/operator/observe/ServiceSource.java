package dev.netperf.operator.observe;

import dev.netperf.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;

/** Watches the Services of all tests. */
public final class ServiceSource extends InformerEventSource<Service, NetPerfTest> {

  /** A watch of all Services that the operator made. */
  public ServiceSource(EventSourceContext<NetPerfTest> context) {
    super(LeanInformers.ofControlled(Service.class, "services", Lean::service), context);
  }
}
