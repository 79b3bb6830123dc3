package dev.netperf.operator.observe;

import dev.netperf.operator.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.probe.Labels;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;

/** Watches the Services of all tests. */
public final class ServiceSource extends InformerEventSource<Service, NetPerfTest> {

  /** A watch of all Services that the operator made. */
  public ServiceSource(EventSourceContext<NetPerfTest> context) {
    super(
        LeanInformers.of(
            InformerEventSourceConfiguration.from(Service.class, NetPerfTest.class)
                .withName("services")
                .withNamespacesInheritedFromController()
                .withInformerListLimit(Pages.SIZE)
                .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.OPERATOR)
                .withSecondaryToPrimaryMapper(Mappers.fromOwnerReferences(NetPerfTest.class))
                .build(),
            Lean::service),
        context);
  }
}
