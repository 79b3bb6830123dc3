package dev.netperf.operator.apiserver;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Definitions of kinds, as {@code kubectl wait} would look at them, which fails on a new one. */
public final class Definitions {
  private Definitions() {}

  /** Waits until definitions that were applied are served. */
  public static void untilEstablished(KubernetesClient client, String... names) {
    for (var name : names) {
      client
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName(name)
          .waitUntilCondition(Definitions::established, 30, TimeUnit.SECONDS);
    }
  }

  private static boolean established(CustomResourceDefinition definition) {
    return Stream.ofNullable(definition)
        .flatMap(known -> Stream.ofNullable(known.getStatus()))
        .flatMap(status -> Stream.ofNullable(status.getConditions()))
        .flatMap(List::stream)
        .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }
}
