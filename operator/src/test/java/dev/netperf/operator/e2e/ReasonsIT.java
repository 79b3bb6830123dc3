package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Why a test waits or fails; each reason with a sentence that says what to do. */
@ExtendWith(LocalClusterExtension.class)
class ReasonsIT {
  /** Only for tests that keep others from killing the operator. */
  private static final Duration SECONDS = Duration.ofSeconds(10);

  private static final Duration LIMIT = Duration.ofSeconds(90);

  /**
   * A minute for a node to come right, and some slack for an operator that was killed meanwhile.
   */
  private static final Duration A_MINUTE = Duration.ofSeconds(100);

  private final LocalCluster cluster;

  ReasonsIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  // ---- nodes

  @Test
  void aNodeThatDoesNotExistIsNamed() {
    try (var namespace = cluster.namespace("privileged")) {
      // Given a test that names a node which nobody has
      var test = namespace.measure("missing", "server: {nodeName: node-99}");

      // Then it says so at once, waits a minute for it, and fails with what to do
      test.untilSays("node-99 doesn't exist; waiting until ", LiveTest.SOON);
      assertThat(test.status().condition(Condition.RECONCILING)).isPresent();
      test.untilFailed(Reason.NodeNotFound, A_MINUTE);
      assertThat(test.says())
          .contains("The server's node node-99 doesn't exist", "`kubectl get nodes`");
    }
  }

  @Test
  void aCordonedNodeIsWaitedFor() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a cordoned node
      cluster.kubectl("cordon", pair.client());
      try {
        // When a test names it
        var test = namespace.measure("cordoned", pair.spec(Specs.SHORT));

        // Then it says so
        test.untilSays("The client's node " + pair.client() + " is cordoned", LiveTest.SOON);

        // And when the node is opened again, the test goes on
        cluster.kubectl("uncordon", pair.client());
        test.untilComplete(LIMIT);
      } finally {
        cluster.kubectl("uncordon", pair.client());
      }
    }
  }

  @Test
  void aTaintedNodeNeedsAToleration() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a node with a taint
      cluster.kubectl("taint", "node", pair.server(), "dedicated=database:NoSchedule");
      try {
        // When a test names it without a toleration, then it fails after a minute with the taint
        var test = namespace.measure("tainted", pair.spec(Specs.SHORT));
        test.untilSays("tolerations lacks: dedicated=database:NoSchedule", LiveTest.SOON);
        test.untilFailed(Reason.Unschedulable, A_MINUTE);

        // And when it has one, it completes
        test.patch(
            """
            {"spec": {"server": {"tolerations": [{"key": "dedicated", "operator": "Exists"}]}}}
            """);
        test.untilComplete(LIMIT);
      } finally {
        cluster.kubectl("taint", "node", pair.server(), "dedicated-");
      }
    }
  }

  // ---- what the namespace allows

  @Test
  void aNamespaceThatRefusesHostNetworkIsNamedWithinSeconds() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("baseline")) {
      // Given a namespace of level baseline, when a test wants the host network
      var test = namespace.measure("denied", pair.spec(Specs.SHORT));

      // Then it fails within seconds, and nothing is left of it
      test.untilFailed(Reason.PodSecurityDenied, SECONDS);
      assertThat(test.says()).contains("violates PodSecurity", "or measure PodToPod only");
      test.untilNoPods(SECONDS);
    }
  }

  @Test
  void podsAloneAreMeasuredInARestrictedNamespace() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("restricted")) {
      // Given a restricted namespace, when a test wants pods only
      var spec = pair.spec("paths: [PodToPod]\nrepetitions: 1\ndurationSeconds: 1");
      var test = namespace.measure("pods-only", spec);

      // Then it completes, without figures of the hosts
      var status = test.untilComplete(LIMIT);
      assertThat(status.summary().host()).isNull();
      assertThat(status.summary().pod().bandwidth()).isNotNull();
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test
  void aQuotaIsWaitedForUntilTheDeadline() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a namespace in which one pod may be
      namespace.createOther(
          """
          apiVersion: v1
          kind: ResourceQuota
          metadata: {name: one-pod}
          spec: {hard: {pods: 1}}
          """);

      // When a test needs a server and a client
      var test =
          namespace.measure("quota", pair.spec(Specs.PODS_ONLY + "activeDeadlineSeconds: 12"));

      // Then it says what it waits for, and fails at its deadline with that
      test.untilSays("exceeded quota: one-pod", LiveTest.SOON);
      assertThat(test.says()).startsWith("PodRefused");
      test.untilFailed(Reason.PodRefused, Duration.ofSeconds(60));
      assertThat(test.says()).contains("Not done after 12 s", "exceeded quota: one-pod");
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test
  void aQuotaThatDemandsLimitsFailsTheTestAtOnce() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a namespace whose pods must say how much CPU they use at most
      namespace.createOther(
          """
          apiVersion: v1
          kind: ResourceQuota
          metadata: {name: cpu}
          spec: {hard: {limits.cpu: 10}}
          """);

      // When a test doesn't say it, then it fails with the namespace's words
      var test = namespace.measure("no-limit", pair.spec(Specs.SHORT));
      test.untilFailed(Reason.PodRefused, SECONDS);
      assertThat(test.says()).contains("must specify limits.cpu", "Change what refuses the pod");

      // And when it says it, it completes
      test.patch(
          """
          {"spec": {"probe": {"resources": {"limits": {"cpu": "500m", "memory": "128Mi"}}}}}
          """);
      test.untilComplete(LIMIT);
    }
  }

  // ---- ports

  @Test
  void aPortThatAnotherPodHasIsNamed() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a pod that has the control port on the server's node
      namespace.createOther(
          """
          apiVersion: v1
          kind: Pod
          metadata: {name: squatter}
          spec:
            nodeName: %s
            terminationGracePeriodSeconds: 0
            containers:
            - name: sleep
              image: localhost/netperf-probe:dev
              command: [sleep, "600"]
              ports: [{containerPort: 80, hostPort: 20001}]
          """
              .formatted(pair.server()));

      // When a test wants that port, then it fails with it
      var test =
          namespace.measure(
              "port-of-pod",
              pair.spec(Specs.SHORT + "retriesPerSample: 0\nports: {control: 20001, data: 20002}"));
      test.untilSays("free ports", LiveTest.SOON);
      test.untilFailed(Reason.PortInUse, A_MINUTE);
      assertThat(test.says()).contains("spec.ports", pair.server());
      test.until("leave the other pod alone", LiveTest.SOON, t -> test.pods().isEmpty());
    }
  }

  @Test
  void aPortThatAProcessOfTheNodeHasIsNamed() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged");
        var squatter = cluster.startOn(pair.server(), "timeout", "120", "qperf", "-lp", "20011")) {
      // Given a process that has the control port on the server's node, when a test wants that port
      var test =
          namespace.measure(
              "port-of-process",
              pair.spec(Specs.SHORT + "retriesPerSample: 1\nports: {control: 20011, data: 20012}"));

      // Then it fails with it, after the attempts that it has
      var status = test.untilFailed(Reason.PortInUse, LIMIT);
      assertThat(status.failures()).hasSize(2);
      assertThat(test.says()).contains("failed 2 times", "spec.ports", pair.server());
      assertThat(squatter.runs()).isTrue();
      test.untilNoPods(LiveTest.SOON);
    }
  }

  // ---- ends

  @Test
  void aDeadlineEndsTheRunAndKeepsWhatItHas() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given just the time that 8 samples take without their pods
      var test =
          namespace.measure(
              "too-slow",
              pair.spec(
                  """
                  measurements: [TCPBandwidth]
                  durationSeconds: 3
                  activeDeadlineSeconds: 24
                  podRetention: Never
                  """));

      // Then the run ends at its deadline, with the samples so far
      var status = test.untilFailed(Reason.DeadlineExceeded, LIMIT);
      assertThat(test.says()).contains("Not done after 24 s", "Raise spec.activeDeadlineSeconds");
      assertThat(status.samples()).hasSizeBetween(1, 7);
      assertThat(status.progress().summary()).isEqualTo(status.samples().size() + "/8");
      test.untilNoPods(LiveTest.SOON);
    }
  }

  @Test
  void aTestThatIsDeletedInMidRunTakesItsPodsAlong() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a client in mid-sample
      var test = namespace.measure("deleted", pair.spec(Specs.DISTURBED));
      test.untilClientMeasures(LIMIT);

      // When the test is deleted, then its pods go within seconds
      test.delete();
      test.untilGone(SECONDS);
      test.untilNoPods(SECONDS);
    }
  }

  @Test
  void aNamespaceThatIsDeletedInMidRunIsGoneSoon() {
    try (var pair = cluster.nodes().take();
        var namespace = cluster.namespace("privileged")) {
      // Given a client in mid-sample
      var test = namespace.measure("swept-away", pair.spec(Specs.DISTURBED));
      test.untilClientMeasures(LIMIT);

      // When the namespace is deleted, then nothing holds it up
      namespace.delete();
      test.untilGone(Duration.ofSeconds(60));
      cluster.kubectl("wait", "--for=delete", "--timeout=30s", "namespace/" + namespace.name());
    }
  }
}
