package dev.netperf.operator.probe;

import io.fabric8.kubernetes.api.model.CapabilitiesBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfileBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.Optional;

/**
 * What the restricted Pod Security profile wants, where the cluster's template says nothing else.
 * No user and no group: the image has a numeric user, and a platform may give its own.
 */
final class ProbeSecurity {
  private ProbeSecurity() {}

  static PodSecurityContext of(PodSpec template) {
    var given =
        Optional.ofNullable(template.getSecurityContext())
            .map(PodSecurityContextBuilder::new)
            .orElseGet(PodSecurityContextBuilder::new);
    if (given.getRunAsNonRoot() == null) {
      given.withRunAsNonRoot(true);
    }
    if (given.buildSeccompProfile() == null) {
      given.withSeccompProfile(new SeccompProfileBuilder().withType("RuntimeDefault").build());
    }
    return given.build();
  }

  static SecurityContext of(Container template) {
    var given =
        Optional.ofNullable(template.getSecurityContext())
            .map(SecurityContextBuilder::new)
            .orElseGet(SecurityContextBuilder::new);
    if (given.getAllowPrivilegeEscalation() == null) {
      given.withAllowPrivilegeEscalation(false);
    }
    if (given.getReadOnlyRootFilesystem() == null) {
      given.withReadOnlyRootFilesystem(true);
    }
    if (given.buildCapabilities() == null) {
      given.withCapabilities(new CapabilitiesBuilder().withDrop("ALL").build());
    }
    return given.build();
  }
}
