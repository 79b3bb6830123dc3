package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.observe.Refusal.Effect;

/** Answers of an API server to the creation of a probe pod. */
final class Refusals {
  static final Refusal POD_SECURITY =
      new Refusal(
          Effect.RUN_FAILS,
          Reason.PodSecurityDenied,
          "pods \"overlay-cost-4316aed9-server-host-0\" is forbidden: violates PodSecurity"
              + " \"baseline:latest\": host namespaces (hostNetwork=true), hostPort (container"
              + " \"probe\" uses hostPorts 19765, 19766)");
  static final Refusal QUOTA =
      new Refusal(
          Effect.TRY_LATER,
          Reason.PodRefused,
          "pods \"overlay-cost-4316aed9-server-host-0\" is forbidden: exceeded quota: few, requested: pods=1,"
              + " used: pods=3, limited: pods=3");
  static final Refusal POLICY =
      new Refusal(
          Effect.RUN_FAILS,
          Reason.PodRefused,
          "pods \"overlay-cost-4316aed9-server-host-0\" is forbidden: ValidatingAdmissionPolicy 'images' with"
              + " binding 'images' denied request: only images of registry.internal");
  static final Refusal SERVICE =
      new Refusal(
          Effect.RUN_FAILS,
          Reason.ServiceRefused,
          "services \"svc-overlay-cost-4316aed9\" is forbidden: ValidatingAdmissionPolicy 'services'"
              + " with binding 'services' denied request: no Services here");
  static final Refusal NETWORK_POLICY =
      new Refusal(
          Effect.TRY_LATER,
          Reason.NetworkPolicyRefused,
          "networkpolicies.networking.k8s.io is forbidden: User"
              + " \"system:serviceaccount:netperf-system:netperf-operator\" cannot create resource"
              + " \"networkpolicies\" in API group \"networking.k8s.io\" in the namespace"
              + " \"team-a\"");
  static final Refusal NETWORK_POLICY_NAME_TAKEN =
      new Refusal(
          Effect.RUN_FAILS,
          Reason.NetworkPolicyRefused,
          "A NetworkPolicy that is not this test's own has the name p-0f0e0d0c-4316aed9-net");
  static final Refusal NAME_TAKEN =
      new Refusal(
          Effect.ATTEMPT_FAILS,
          Reason.PodNameTaken,
          "A pod that is not this test's own has the name overlay-cost-4316aed9-server-host-0");
  static final Refusal NAMESPACE_GOES =
      new Refusal(Effect.LEAVE_IT, Reason.Terminating, "namespace team-a is being terminated");

  private Refusals() {}
}
