package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Failure;
import dev.netperf.api.v1alpha1.Reason;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What somebody tries who may edit one namespace, where it takes a real scheduler, kubelet or
 * garbage collector to see what comes of it. The other attacks are in docs/security.md.
 */
@ExtendWith(LocalClusterExtension.class)
class AttacksIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String STRANGER =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: %s
        labels:
          app.kubernetes.io/managed-by: %s
          netperf.dev/test: stranger
      spec:
        nodeName: %s
        terminationGracePeriodSeconds: 0
        containers: [{name: probe, image: "localhost/netperf-probe:dev", command: [sleep, "3600"]}]
      """;
  private final LocalCluster cluster;

  AttacksIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aPodWithOurLabelsKeepsNobodyFromItsNode() {
    try (var pair = cluster.nodes().take();
        var his = cluster.namespace("baseline");
        var mallory = editor(his);
        var others = cluster.namespace("privileged")) {
      // Given a pod that says it is a probe, and runs for ever
      var pod = STRANGER.formatted("forged", "netperf-operator", pair.client());
      var forged = mallory.resource(pod).inNamespace(his.name()).create();
      mallory
          .pods()
          .inNamespace(his.name())
          .withName("forged")
          .waitUntilCondition(Readiness::isPodReady, LIMIT.toSeconds(), TimeUnit.SECONDS);

      // When somebody else wants its node, then he gets it
      others.measure("undisturbed", pair.spec(Specs.SHORT)).untilComplete(LIMIT);

      // And the operator left alone what isn't its own
      assertThat(stands(forged, his)).isTrue();
    }
  }

  @Test
  void aPodThatHasTheNameOfAProbeCostsItsOwnTestAnAttempt() {
    try (var pair = cluster.nodes().take();
        var his = cluster.namespace("privileged");
        var mallory = editor(his)) {
      // Given a test that waits, whose pods' names are therefore known
      var spec = "paths: [PodToPod]\nrepetitions: 1\ndurationSeconds: 1\nsuspend: true";
      var test = his.measure("squatted", pair.spec(spec));
      var name = base(test) + "-server-pod-0";

      // When a stranger takes the first of them
      var squatter = STRANGER.formatted(name, "mallory", pair.server());
      var created = mallory.resource(squatter).inNamespace(his.name()).create();
      test.patch("{\"spec\": {\"suspend\": false}}");

      // Then the test says so and uses another, and the stranger stays
      assertThat(test.untilComplete(LIMIT).failures())
          .extracting(Failure::reason)
          .containsExactly(Reason.PodNameTaken.name());
      assertThat(stands(created, his)).isTrue();
    }
  }

  @Test
  void aServiceThatHasTheNameOfOursFailsItsOwnTest() {
    try (var pair = cluster.nodes().take();
        var his = cluster.namespace("restricted");
        var mallory = editor(his)) {
      // Given a test that waits, whose Service's name is therefore known
      var spec = "paths: [PodToService]\nrepetitions: 1\nsuspend: true";
      var test = his.measure("service-squatted", pair.spec(spec));
      var name = "svc-" + base(test);
      var squatter =
          """
          apiVersion: v1
          kind: Service
          metadata: {name: %s}
          spec: {ports: [{port: 80}]}
          """
              .formatted(name);

      // When a stranger takes it
      var created = mallory.resource(squatter).inNamespace(his.name()).create();
      test.patch("{\"spec\": {\"suspend\": false}}");

      // Then the test fails with it, and the stranger stays
      test.untilFailed(Reason.ServiceRefused, LIMIT);
      assertThat(test.says()).contains("not this test's own", name);
      assertThat(stands(created, his)).isTrue();
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test
  void aTestThatNamesAnOwnerElsewhereGoesAndItsOwnerStays() {
    try (var his = cluster.namespace("baseline");
        var others = cluster.namespace("baseline")) {
      // Given something of somebody else
      others.createOther(
          """
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: foreign}
          """);
      var foreign =
          cluster.client().configMaps().inNamespace(others.name()).withName("foreign").get();

      // When a test says that it belongs to it
      var test =
          his.create(
              """
              apiVersion: netperf.dev/v1alpha1
              kind: NetPerfTest
              metadata:
                name: claims
                ownerReferences:
                - {apiVersion: v1, kind: ConfigMap, name: foreign, uid: %s, controller: true,
                   blockOwnerDeletion: true}
              spec: {suspend: true}
              """
                  .formatted(foreign.getMetadata().getUid()));

      // Then the test is collected, for there is no such owner in its namespace
      test.untilGone(LIMIT);
      assertThat(stands(foreign, others)).isTrue();
    }
  }

  /** A name that the operator will give, of a test that it has seen. */
  private static String base(LiveTest test) {
    test.untilSays("Suspended", LiveTest.SOON);
    return test.name() + "-" + test.status().run().id().substring(0, 8);
  }

  /** Whether it is the same as when it was made, but for its status. */
  private boolean stands(HasMetadata created, TestNamespace namespace) {
    var now = cluster.client().resource(created).inNamespace(namespace.name()).get();
    return now != null
        && now.getMetadata().getUid().equals(created.getMetadata().getUid())
        && now.getMetadata().getDeletionTimestamp() == null
        && now.getMetadata().getOwnerReferences().isEmpty();
  }

  /** One who has the cluster's role `edit` in this namespace. */
  private KubernetesClient editor(TestNamespace namespace) {
    var client = cluster.client();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("mallory")
                .withNamespace(namespace.name())
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "edit")
                .addNewSubject("rbac.authorization.k8s.io", "User", "mallory", null)
                .build())
        .create();
    var config =
        new ConfigBuilder(client.getConfiguration())
            .withImpersonateUsername("mallory")
            .withImpersonateGroups("system:authenticated")
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
