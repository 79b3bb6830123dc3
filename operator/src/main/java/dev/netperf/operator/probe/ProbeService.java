package dev.netperf.operator.probe;

import dev.netperf.api.v1alpha1.IpFamily;
import dev.netperf.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.Locale;
import java.util.Optional;

/**
 * The ClusterIP Service of a run, behind which the server of PodToService stands: every port of the
 * server, and all connections of a client to one and the same server.
 */
public final class ProbeService {
  private ProbeService() {}

  /** The Service to create. */
  public static Service of(NetPerfTest test, String runId, IpFamily family) {
    var metadata = new ProbeMetadata(test, runId);
    return new ServiceBuilder()
        .withMetadata(metadata.service())
        .withNewSpec()
        .withType("ClusterIP")
        .withIpFamilyPolicy("SingleStack")
        .withIpFamilies(family.name())
        .withSelector(metadata.podServers())
        .withSessionAffinity("ClientIP")
        .withPorts(OpenPort.of(test.getSpec(), runId).stream().map(ProbeService::port).toList())
        .endSpec()
        .build();
  }

  /** Whether a Service belongs to this run. */
  public static boolean ofRun(Service service, String runId) {
    var labels = service.getMetadata().getLabels();
    return labels != null && runId.equals(labels.get(Labels.RUN));
  }

  /** Its address, once it has one. */
  public static Optional<String> address(Service service) {
    return Optional.ofNullable(service.getSpec().getClusterIP()).filter(ip -> !ip.isEmpty());
  }

  private static ServicePort port(OpenPort port) {
    return new ServicePortBuilder()
        .withName(port.protocol().toLowerCase(Locale.ROOT) + "-" + port.number())
        .withProtocol(port.protocol())
        .withPort(port.number())
        .withTargetPort(new IntOrString(port.number()))
        .build();
  }
}
