package dev.netperf.operator.fake;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;

/** Nodes as a kubelet reports them. */
public final class TestNodes {
  private static final String LONG_AGO = "2025-12-01T00:00:00Z";

  private TestNodes() {}

  public static Node ready(String name) {
    return node(name, "True", LONG_AGO);
  }

  public static Node notReady(String name, Instant since) {
    return node(name, "Unknown", since.toString());
  }

  public static Node cordoned(String name) {
    return ready(name).edit().editSpec().withUnschedulable(true).endSpec().build();
  }

  public static Node tainted(String name, String key, String value, String effect) {
    return ready(name)
        .edit()
        .editSpec()
        .addNewTaint()
        .withKey(key)
        .withValue(value)
        .withEffect(effect)
        .endTaint()
        .endSpec()
        .build();
  }

  private static Node node(String name, String ready, String since) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("topology.kubernetes.io/zone", "zone-" + name)
        .addToLabels("node.kubernetes.io/instance-type", "m5.large")
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .addToCapacity("cpu", new Quantity("2"))
        .withNewNodeInfo()
        .withArchitecture("amd64")
        .withKernelVersion("6.18.44")
        .withOsImage("Debian GNU/Linux 12")
        .withKubeletVersion("v1.34.4")
        .withContainerRuntimeVersion("containerd://2.1.0")
        .endNodeInfo()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready)
        .withLastTransitionTime(since)
        .endCondition()
        .endStatus()
        .build();
  }
}
