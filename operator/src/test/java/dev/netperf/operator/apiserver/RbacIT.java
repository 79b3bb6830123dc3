package dev.netperf.operator.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.netperf.operator.runtime.WatchedNamespaces;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What deploy/base allows, to the operator and to users, and what it doesn't. */
@ExtendWith(ApiServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RbacIT {
  private static final String HOME = "netperf-system";
  private static final String OPERATOR = "system:serviceaccount:netperf-system:netperf-operator";
  private static final String BYSTANDER = "system:serviceaccount:netperf-system:default";
  private ApiServer server;
  private KubernetesClient client;

  @BeforeAll
  void prepare(ApiServer server) {
    this.server = server;
    client = server.client();
  }

  @Test
  void theOperatorMayDoThisInEveryNamespaceAndNothingElse() {
    assertThat(rightsOfTheOperatorIn("default"))
        .containsExactlyInAnyOrder(
            "netperf.dev/netperftests create delete deletecollection get list watch",
            "netperf.dev/netperftests/status patch",
            "netperf.dev/netperfsurveys get list watch",
            "netperf.dev/netperfsurveys/status patch",
            "netperf.dev/netperfsurveyslices create deletecollection list update",
            "/pods create delete get list watch",
            "/services create delete get list watch",
            "/nodes get list watch",
            "coordination.k8s.io/leases(netperf-operator) list",
            "authorization.k8s.io/subjectaccessreviews create",
            "apiextensions.k8s.io/customresourcedefinitions(netperftests.netperf.dev"
                + " netperfsurveys.netperf.dev netperfsurveyslices.netperf.dev) get",
            "events.k8s.io/events create");
  }

  @Test
  void theOperatorMayAlsoHoldItsLeaseAtHome() {
    // Given
    var everywhere = rightsOfTheOperatorIn("default");
    // When
    var atHome = rightsOfTheOperatorIn(HOME);
    atHome.removeAll(everywhere);
    // Then
    assertThat(atHome)
        .containsExactlyInAnyOrder(
            "coordination.k8s.io/leases create",
            "coordination.k8s.io/leases(netperf-operator) get patch update");
  }

  @ParameterizedTest
  @CsvSource({
    "list,   '',                        secrets,             '',     default",
    "get,    '',                        secrets,             '',     netperf-system",
    "list,   '',                        configmaps,          '',     netperf-system",
    "create, '',                        pods,                exec,   default",
    "get,    '',                        pods,                log,    default",
    "create, '',                        pods,                attach, default",
    "update, '',                        pods,                '',     default",
    "patch,  '',                        nodes,               '',     ''",
    "list,   apiextensions.k8s.io,      customresourcedefinitions, '', ''",
    "update, netperf.dev,               netperftests,        '',     default",
    "create, netperf.dev,               netperfsurveys,      '',     default",
    "update, netperf.dev,               netperfsurveys,      '',     default",
    "delete, netperf.dev,               netperfsurveys,      '',     default",
    "watch,  netperf.dev,               netperfsurveyslices, '',     default",
    "create, coordination.k8s.io,       leases,              '',     kube-system",
    "get,    coordination.k8s.io,       leases,              '',     netperf-system",
    "create, rbac.authorization.k8s.io, clusterrolebindings, '',     ''",
    "create, apps,                      deployments,         '',     default",
    "create, networking.k8s.io,         networkpolicies,     '',     default",
    "list,   networking.k8s.io,         networkpolicies,     '',     default",
  })
  void theOperatorMayNot(
      String verb, String group, String resource, String subresource, String namespace) {
    // Given
    var question =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(OPERATOR)
            .withGroups("system:serviceaccounts", "system:authenticated")
            .withResourceAttributes(
                new ResourceAttributesBuilder()
                    .withVerb(verb)
                    .withGroup(group)
                    .withResource(resource)
                    .withSubresource(subresource)
                    .withNamespace(namespace)
                    .build())
            .endSpec()
            .build();
    // When
    var answer = client.authorization().v1().subjectAccessReview().create(question);
    // Then
    assertThat(answer.getStatus().getAllowed()).isFalse();
  }

  /** The component for some namespaces: what is bound in the whole cluster only reads. */
  @Test
  void withNamespacesOfItsOwnTheOperatorWritesInTheseOnly() throws IOException {
    // Given a kustomization as docs/install.md has it
    var overlay = Files.createDirectories(Path.of("target/namespaces-overlay"));
    Files.writeString(
        overlay.resolve("kustomization.yaml"),
        "resources: [../../../deploy/base]\ncomponents: [../../../deploy/namespaces]\n");

    // When
    var rendered = server.kubectl("kustomize", overlay.toString());
    var objects =
        Stream.of(rendered.split("(?m)^---$"))
            .map(server::asWritten)
            .collect(Collectors.groupingBy(GenericKubernetesResource::getKind));

    // Then
    assertThat(objects.get("ClusterRoleBinding"))
        .extracting(binding -> binding.get("roleRef", "name"))
        .containsExactly("netperf-operator-nodes");
    assertThat(objects.get("ClusterRole"))
        .filteredOn(role -> role.getMetadata().getName().equals("netperf-operator-nodes"))
        .singleElement()
        .satisfies(
            role ->
                assertThat(role.<List<Map<String, List<String>>>>get("rules"))
                    // a question that is asked by creating it
                    .filteredOn(rule -> !rule.get("resources").contains("subjectaccessreviews"))
                    .flatExtracting(rule -> rule.get("verbs"))
                    .containsOnly("get", "list", "watch"));
    assertThat(objects.get("RoleBinding"))
        .extracting(binding -> binding.getMetadata().getNamespace())
        .containsExactlyInAnyOrder("netperf-system", "team-a");
    assertThat(rendered).contains("- name: NETPERF_WATCH_NAMESPACES\n          value: team-a");
  }

  /**
   * Its RoleBinding goes with a namespace that is deleted, and the others are to be measured in.
   */
  @Test
  void aNamespaceWithoutRightsKeepsNobodyFromBeingWatched() {
    // Given rights in one of two namespaces
    var bound = server.namespace("bound");
    server.kubectl(
        "--namespace=" + bound,
        "create",
        "role",
        "limited",
        "--verb=list",
        "--resource=netperftests.netperf.dev");
    server.kubectl(
        "--namespace=" + bound,
        "create",
        "rolebinding",
        "limited",
        "--role=limited",
        "--user=limited");

    try (var limited = server.as("limited", "system:authenticated")) {
      // Then that one is watched, and where there is none, all are asked for
      Awaitility.await("the binding")
          .untilAsserted(
              () ->
                  assertThat(WatchedNamespaces.of(Set.of(bound, "unbound"), limited))
                      .containsExactly(bound));
      assertThat(WatchedNamespaces.of(Set.of("unbound"), limited)).containsExactly("unbound");
    }
  }

  /** The component for a NetworkPolicy for each run: one right more, and the setting. */
  @Test
  void withNetworkPoliciesTheOperatorMayWriteThemToo() throws IOException {
    // Given an overlay, for some namespaces only
    var overlay = Files.createDirectories(Path.of("target/policies-overlay"));
    Files.writeString(
        overlay.resolve("kustomization.yaml"),
        """
        resources: [../../../deploy/base]
        components: [../../../deploy/namespaces, ../../../deploy/run-network-policies]
        """);

    // When
    var rendered = server.kubectl("kustomize", overlay.toString());

    // Then
    var rules =
        Stream.of(rendered.split("(?m)^---$"))
            .map(server::asWritten)
            .filter(object -> object.getKind().equals("ClusterRole"))
            .filter(role -> role.getMetadata().getName().equals("netperf-operator"))
            .flatMap(role -> role.<List<Map<String, List<String>>>>get("rules").stream())
            .toList();
    var base = client.rbac().clusterRoles().withName("netperf-operator").get().getRules();
    assertThat(rules).hasSize(base.size() + 1);
    assertThat(rules.get(rules.size() - 1))
        .isEqualTo(
            Map.of(
                "apiGroups", List.of("networking.k8s.io"),
                "resources", List.of("networkpolicies"),
                "verbs", List.of("create", "delete", "get", "list", "watch")));
    assertThat(rendered).contains("- name: NETPERF_NETWORK_POLICIES\n          value: \"true\"");
  }

  @Test
  void whoeverViewsANamespaceViewsItsTestsAndSurveys() {
    assertThat(rightsOn("view"))
        .containsExactlyInAnyOrder(
            "netperftests get list watch",
            "netperfsurveys get list watch",
            "netperfsurveyslices get list watch");
  }

  @ParameterizedTest
  @CsvSource({"edit", "admin"})
  void whoeverEditsANamespaceEditsItsTestsAndSurveysButNotTheirResults(String role) {
    assertThat(rightsOn(role))
        .containsExactlyInAnyOrder(
            "netperftests get list watch",
            "netperfsurveys get list watch",
            "netperfsurveyslices get list watch",
            "netperftests create delete deletecollection patch update",
            "netperfsurveys create delete deletecollection patch update");
  }

  @Test
  void theOperatorsPodSatisfiesTheRestrictedLevelOfItsNamespace() {
    assertThat(client.resource(podOfTheDeployment()).inNamespace(HOME).dryRun().create())
        .isNotNull();
  }

  @Test
  void thatNamespaceRefusesAnythingLess() {
    // Given
    var pod =
        new PodBuilder(podOfTheDeployment()).editSpec().withHostNetwork(true).endSpec().build();
    // When
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> client.resource(pod).inNamespace(HOME).dryRun().create());
    // Then
    assertThat(refusal.getCode()).isEqualTo(403);
    assertThat(refusal.getMessage()).contains("violates PodSecurity \"restricted");
  }

  private Pod podOfTheDeployment() {
    var deployment =
        client.apps().deployments().inNamespace(HOME).withName("netperf-operator").get();
    var template = deployment.getSpec().getTemplate();
    return new PodBuilder()
        .withNewMetadata()
        .withName("from-the-template")
        .withLabels(template.getMetadata().getLabels())
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }

  /** The rights that the operator's service account has more than another one of its namespace. */
  private Set<String> rightsOfTheOperatorIn(String namespace) {
    var rights = rightsOf(OPERATOR, namespace);
    rights.removeAll(rightsOf(BYSTANDER, namespace));
    return rights;
  }

  private Set<String> rightsOf(String user, String namespace) {
    try (var impersonated = server.as(user, "system:serviceaccounts", "system:authenticated")) {
      var review =
          new SelfSubjectRulesReviewBuilder()
              .withNewSpec()
              .withNamespace(namespace)
              .endSpec()
              .build();
      return impersonated.resource(review).create().getStatus().getResourceRules().stream()
          .flatMap(RbacIT::spelledOut)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Stream<String> spelledOut(ResourceRule rule) {
    var names =
        rule.getResourceNames().isEmpty()
            ? ""
            : "(" + String.join(" ", rule.getResourceNames()) + ")";
    var verbs = rule.getVerbs().stream().sorted().collect(Collectors.joining(" "));
    return rule.getApiGroups().stream()
        .flatMap(g -> rule.getResources().stream().map(r -> g + "/" + r + names + " " + verbs));
  }

  /**
   * What the controller manager would give a role of the cluster: it gathers the rules of every
   * role with one of the labels that the former names, until nothing changes. It doesn't run here.
   */
  private Set<String> rightsOn(String roleName) {
    var role = client.rbac().clusterRoles().withName(roleName).get();
    return aggregated(role)
        .flatMap(part -> part.getRules().stream())
        .filter(rule -> rule.getApiGroups().contains("netperf.dev"))
        .flatMap(
            rule ->
                rule.getResources().stream()
                    .map(
                        r ->
                            r
                                + " "
                                + rule.getVerbs().stream()
                                    .sorted()
                                    .collect(Collectors.joining(" "))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<ClusterRole> aggregated(ClusterRole role) {
    if (role.getAggregationRule() == null) {
      return Stream.of(role);
    }
    var selectors = role.getAggregationRule().getClusterRoleSelectors();
    var parts =
        selectors.stream()
            .flatMap(
                s -> client.rbac().clusterRoles().withLabelSelector(s).list().getItems().stream());
    return parts.flatMap(this::aggregated);
  }
}
