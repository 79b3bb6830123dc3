package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code deploy/policies} for surveys: their author is asked for what their tests do, and the
 * operator, which makes these tests, is not. One of two authors may use the host network.
 */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurveyPoliciesIT {
  private static final String LAB = "survey-policies";
  private static final String LATER = "survey-policies-later";
  private static final String OPERATOR = "system:serviceaccount:netperf-system:netperf-operator";
  private static final String PODS = "testTemplate: {spec: {paths: [PodToPod]}}";
  private static final String DAY = "activeDeadlineSeconds: 86400";
  private static final String BOUNDED = "limits: {" + DAY + ", traffic: 2T}";

  private ApiServer server;
  private Policies policies;
  private KubernetesClient anybody;
  private KubernetesClient trusted;
  private KubernetesClient operator;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    policies = new Policies(server, LAB);
    anybody = policies.anybody;
    trusted = policies.trusted;
    operator = server.as(OPERATOR, "system:serviceaccounts", "system:authenticated");
    inForce("host-network", "{" + BOUNDED + "}");
    inForce("limits", "{" + PODS + "}");
    inForce("control-plane", nodes("tolerations: [{operator: Exists}]"));
    inForce("ports", pods("ports: {data: 6443}"));
    Policies.inForce(() -> refused(anybody, labelled(65), "netperf-metadata"));
  }

  @AfterAll
  void close() {
    policies.close();
    operator.close();
  }

  private void inForce(String policy, String spec) {
    Policies.inForce(() -> refused(anybody, survey(spec), "netperf-" + policy));
  }

  private static String nodes(String nodes) {
    return "{%s, %s, nodes: {%s}}".formatted(PODS, BOUNDED, nodes);
  }

  /** Spec of a survey that measures pods only. */
  private static String pods(String test) {
    return "{%s, testTemplate: {spec: {paths: [PodToPod], %s}}}".formatted(BOUNDED, test);
  }

  // ---- whom the author is asked

  @Test
  void whoMayNotUseTheHostNetworkMayNotHaveASurveyUseIt() {
    assertThat(refused(anybody, survey("{" + BOUNDED + "}"), "netperf-host-network"))
        .contains(
            "testTemplate.spec.paths: HostToHost (default: HostToHost, PodToPod) uses the host"
                + " network, which anybody may not in namespace survey-policies.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HostToHost", "HostToPod", "PodToHost"})
  void everyPathThatHasAnEndOnTheHostNeedsTheRight(String path) {
    var spec = "{%s, testTemplate: {spec: {paths: [PodToPod, %s]}}}".formatted(BOUNDED, path);

    refused(anybody, survey(spec), "netperf-host-network");
    Policies.accepted(trusted, survey(spec));
  }

  @Test
  void podsAloneNeedNoRight() {
    Policies.accepted(anybody, survey(pods("streams: 1")));
  }

  @Test
  void aSurveyOfSomebodyElseMayBeLabelledButNotRunAgain() {
    // Given a survey of one who may
    var survey = survey("{" + BOUNDED + "}");
    survey.getMetadata().setName("trusted");
    trusted.resource(survey).create();
    var theirs = anybody.resources(NetPerfSurvey.class).inNamespace(LAB).withName("trusted");

    // When another, who may not, changes what is measured, then he is refused
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> theirs.patch(ApiServer.MERGE, "{\"spec\": {\"rerun\": \"2\"}}"));
    assertThat(refusal.getCode()).isEqualTo(403);

    // But he may change what isn't
    theirs.patch(ApiServer.MERGE, "{\"metadata\": {\"labels\": {\"reviewed\": \"true\"}}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tolerations: [{operator: Exists}]",
        "tolerations: [{key: spot}, {key: node-role.kubernetes.io/control-plane}]",
        "tolerations: [{key: CriticalAddonsOnly, value: 'true', effect: NoExecute}]"
      })
  void tolerationsThatReachTheControlPlaneNeedARight(String tolerations) {
    refused(anybody, survey(nodes(tolerations)), "netperf-control-plane");
    Policies.accepted(trusted, survey(nodes(tolerations)));
  }

  @Test
  void tolerationsOfOtherTaintsNeedNone() {
    Policies.accepted(anybody, survey(nodes("tolerations: [{key: spot}]")));
  }

  // ---- limits

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repetitions: 100, durationSeconds: 20 | repetitions: 90, durationSeconds: 20"
            + " | the plan measures for 4000 s, and this cluster allows 3600 s",
        "activeDeadlineSeconds: 14401 | activeDeadlineSeconds: 14400"
            + " | may keep its nodes for 14401 s, and this cluster allows 14400 s",
        "ports: {data: 6443} | ports: {data: 6444}"
            + " | testTemplate.spec.ports.data takes 6443, and this cluster refuses",
      })
  void theTestOfAPairHasTheLimitsOfATest(String tooMuch, String most, String message) {
    Policies.accepted(anybody, survey(pods(most)));
    assertThat(refused(anybody, survey(pods(tooMuch)), "netperf-"))
        .contains(message)
        .contains("testTemplate.spec.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limits: {%s} | limits: {%s, traffic: 10T}"
            + " | limits.traffic is not set, and this cluster allows 10T",
        "limits: {%s, traffic: 10001G} | limits: {%s, traffic: 10000G}"
            + " | limits.traffic is 10001G, and this cluster allows 10T",
        "limits: {%s, traffic: 10000000000001} | limits: {%s, traffic: 10000000000000}"
            + " | limits.traffic is 10000000000001, and this cluster allows 10T",
        "limits: {traffic: 1T} | limits: {%s, traffic: 1T}"
            + " | limits.activeDeadlineSeconds is not set, and this cluster allows 86400 s",
        "limits: {traffic: 1T, activeDeadlineSeconds: 86401} | limits: {%s, traffic: 1T}"
            + " | limits.activeDeadlineSeconds is 86401 s, and this cluster allows 86400 s",
        "limits: {%s, traffic: 1T}, nodes: {max: 501} | limits: {%s, traffic: 1T}, nodes: {max:"
            + " 500} | nodes.max is 501, and this cluster allows 500",
        "limits: {%s, traffic: 1T}, concurrency: {maxPairs: 5}"
            + " | limits: {%s, traffic: 1T}, concurrency: {maxPairs: 4}"
            + " | concurrency.maxPairs is 5, and this cluster allows 4",
      })
  void aSurveyHasLimitsOfItsOwn(String tooMuch, String most, String message) {
    var refused = survey("{%s, %s}".formatted(PODS, tooMuch.formatted(DAY)));
    Policies.accepted(anybody, survey("{%s, %s}".formatted(PODS, most.formatted(DAY))));
    assertThat(refused(anybody, refused, "netperf-limits"))
        .contains(message + " (ConfigMap netperf-system/netperf-limits)");
    // whoever he is
    refused(server.client(), refused, "netperf-limits");
  }

  @Test
  void aSurveyOfTheTimeBeforeTheLimitsIsBoundWhenItsSpecIsChanged() {
    // Given one without a bound on its time
    server.namespace(LATER);
    var survey = survey("{%s, limits: {traffic: 2T}}".formatted(PODS));
    survey.getMetadata().setNamespace(LATER);
    server.client().resource(survey).create();
    server.kubectl("label", "namespace", LATER, "policies=enforced");
    var theirs = server.client().resources(NetPerfSurvey.class).inNamespace(LATER).withName("one");

    // When it is run again, then it is refused, and with a bound it is not
    var again = "{\"spec\": {\"rerun\": \"%s\"%s}}";
    Policies.inForce(
        () ->
            assertThat(
                    catchThrowableOfType(
                        KubernetesClientException.class,
                        () ->
                            theirs.patch(ApiServer.MERGE, again.formatted(System.nanoTime(), ""))))
                .isNotNull()
                .hasMessageContaining("limits.activeDeadlineSeconds is not set"));
    var bounded = ", \"limits\": {\"activeDeadlineSeconds\": 86400}";
    theirs.patch(ApiServer.MERGE, again.formatted("2", bounded));
  }

  @Test
  void theLimitsOfSurveysAreThoseOfTheConfigMap() {
    var spec = "{%s, %s}".formatted(PODS, BOUNDED);
    Runnable allowed = () -> Policies.accepted(anybody, survey(spec));
    allowed.run();
    try (var limit = new ChangedLimit(server, "maxSurveyTraffic", allowed)) {
      limit.to("\"1T\"");
      inForce("limits", spec);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxSurveyNodes | \"\"",
        "maxSurveyPairs | null",
        "maxSurveySeconds | \"1d\"",
        "maxSurveyTraffic | \"10TB\"",
      })
  void aLimitOfSurveysThatCanNotBeReadIsNamedAndDoesNoHarmToTests(String limit, String malformed) {
    var survey = survey(pods("streams: 1"));
    try (var changed = new ChangedLimit(server, limit, () -> Policies.accepted(anybody, survey))) {
      // When
      changed.to(malformed);

      // Then
      Policies.inForce(
          () ->
              assertThat(refused(anybody, survey, "netperf-limits"))
                  .contains("netperf-system/netperf-limits says of " + limit + " is no limit"));
      Policies.accepted(anybody, test("spec: {paths: [PodToPod]}", "controller: true"));
    }
  }

  @Test
  void theMetadataOfASurveyHasItsBounds() {
    Policies.accepted(anybody, labelled(64));
    assertThat(refused(anybody, labelled(65), "netperf-metadata"))
        .contains("labels has 65 entries, at most 64");
  }

  // ---- the operator makes the tests

  @Test
  void theOperatorIsNotAskedForATestThatASurveyControls() {
    Policies.accepted(operator, test("spec: {}", "controller: true"));
    Policies.accepted(
        operator, test("spec: {repetitions: 100, ports: {data: 6443}}", "controller: true"));
    Policies.accepted(
        operator, test("spec: {server: {tolerations: [{operator: Exists}]}}", "controller: true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"controller: false", ""})
  void itIsAskedForOneThatNoSurveyControls(String controller) {
    refused(operator, test("spec: {}", controller), "netperf-host-network");
  }

  @Test
  void itIsAskedForOneThatSomethingElseControls() {
    var test = test("spec: {}", "controller: true");
    test.getMetadata().getOwnerReferences().get(0).setKind("NetPerfTest");
    refused(operator, test, "netperf-host-network");

    var another = test("spec: {}", "controller: true");
    another.getMetadata().getOwnerReferences().get(0).setApiVersion("mallory.dev/v1");
    refused(operator, another, "netperf-host-network");

    var none = test("spec: {}", "controller: true");
    none.getMetadata().setOwnerReferences(List.of());
    refused(operator, none, "netperf-host-network");
  }

  @Test
  void nobodyElseIsBelievedThatASurveyControlsHisTest() {
    refused(anybody, test("spec: {}", "controller: true"), "netperf-host-network");
    refused(
        anybody,
        test("spec: {paths: [PodToPod], ports: {data: 6443}}", "controller: true"),
        "netperf-ports");
    refused(
        anybody,
        test("spec: {paths: [PodToPod], durationSeconds: 3600}", "controller: true"),
        "netperf-limits");
  }

  // ----

  /** Says what the refusal says. */
  private static String refused(
      KubernetesClient author, GenericKubernetesResource resource, String policy) {
    return Policies.refusal(author, resource, policy).getMessage();
  }

  private GenericKubernetesResource survey(String spec) {
    return resource("NetPerfSurvey", "", "spec: " + spec);
  }

  private GenericKubernetesResource labelled(int labels) {
    var entries =
        IntStream.range(0, labels).mapToObj(i -> "k" + i + ": v").collect(Collectors.joining(", "));
    return resource("NetPerfSurvey", ", labels: {" + entries + "}", "spec: " + pods("streams: 1"));
  }

  /** As the operator makes it of a survey. */
  private GenericKubernetesResource test(String body, String controller) {
    var owner =
        "apiVersion: netperf.dev/v1alpha1, kind: NetPerfSurvey, name: fleet, uid: 0f0e, "
            + controller;
    return resource("NetPerfTest", ", ownerReferences: [{" + owner + "}]", body);
  }

  private GenericKubernetesResource resource(String kind, String metadata, String body) {
    return server.asWritten(
        """
        apiVersion: netperf.dev/v1alpha1
        kind: %s
        metadata: {namespace: %s, name: one%s}
        %s
        """
            .formatted(kind, LAB, metadata, body));
  }
}
