package dev.netperf.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.operator.e2e.AuditLog.Request;
import dev.netperf.operator.e2e.AuditLog.Right;
import dev.netperf.operator.e2e.AuditLog.Scope;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * After all the others: the rights that the operator used in the course of the whole suite are
 * those that it is shipped with. Alone it fails, because then most are not used.
 */
@ExtendWith(LocalClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("runs last")
@Order(Integer.MAX_VALUE)
class RightsIT {
  private static final String ROLE = "netperf-operator";

  /** The Java Operator SDK asks for it when it starts, and patches the lease all the same. */
  private static final String DEMANDED = "update leases.coordination.k8s.io HOME";

  /** Where somebody writes to a survey faster than the operator, which nobody does here. */
  private static final String RARE = "get netperfsurveys.netperf.dev EVERYWHERE";

  private final LocalCluster cluster;
  private Set<String> shipped;
  private List<Request> requests;

  RightsIT(LocalCluster cluster) {
    this.cluster = cluster;
  }

  @BeforeAll
  void read() {
    shipped = texts(shipped(cluster));
    requests = cluster.auditLog().requests();
    assertThat(requests).as("requests in the audit log").hasSizeGreaterThan(100);
  }

  @Test
  void everyRightThatIsShippedIsUsed() {
    assertThat(shipped).contains(DEMANDED, RARE);
    assertThat(used()).containsAll(without(shipped));
  }

  @Test
  void everyRightThatIsUsedIsShipped() {
    assertThat(shipped).containsAll(used());
  }

  /** A right that is shipped may be refused while a test withdraws it; any other is missing. */
  @Test
  void noRightIsMissing() {
    assertThat(requests)
        .filteredOn(request -> !request.allowed())
        .filteredOn(request -> !shipped.contains(request.right().toString()))
        .extracting(Request::what)
        .isEmpty();
  }

  private static Set<String> without(Set<String> rights) {
    var others = new TreeSet<>(rights);
    others.removeAll(Set.of(DEMANDED, RARE));
    return others;
  }

  private Set<String> used() {
    return texts(requests.stream().filter(Request::allowed).map(Request::right));
  }

  private static Set<String> texts(Stream<Right> rights) {
    return rights.map(Right::toString).collect(Collectors.toCollection(TreeSet::new));
  }

  /** What {@code deploy/base} grants. */
  private static Stream<Right> shipped(LocalCluster cluster) {
    var base = Path.of("../deploy/base").toAbsolutePath().normalize();
    var manifests = cluster.kubectl("kustomize", base.toString()).getBytes(StandardCharsets.UTF_8);
    return cluster.client().load(new ByteArrayInputStream(manifests)).items().stream()
        .filter(object -> object.getMetadata().getName().startsWith(ROLE))
        .flatMap(RightsIT::rights);
  }

  private static Stream<Right> rights(HasMetadata object) {
    if (object instanceof ClusterRole role) {
      return role.getRules().stream().flatMap(rule -> rights(rule, Scope.EVERYWHERE));
    }
    return object instanceof Role role
        ? role.getRules().stream().flatMap(rule -> rights(rule, Scope.HOME))
        : Stream.empty();
  }

  private static Stream<Right> rights(PolicyRule rule, Scope scope) {
    return rule.getApiGroups().stream()
        .flatMap(
            group ->
                rule.getResources().stream()
                    .flatMap(
                        resource ->
                            rule.getVerbs().stream()
                                .map(verb -> new Right(scope, verb, group, resource))));
  }
}
