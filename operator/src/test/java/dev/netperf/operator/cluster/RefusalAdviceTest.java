package dev.netperf.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.observe.Refusal.Effect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers are those of a Kubernetes 1.34. */
class RefusalAdviceTest {
  private static String said(String answer) {
    var refusal = new Refusal(Effect.RUN_FAILS, Reason.PodRefused, answer);
    return RefusalAdvice.addedTo(refusal).message();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pods \"p\" is forbidden: maximum ephemeral-storage usage per Pod is 1Gi.  No limit is specified",
        "pods \"p\" is forbidden: [maximum cpu usage per Container is 1.  No limit is specified, maximum ephemeral-storage usage per Pod is 1Gi.  No limit is specified]",
        "pods \"p\" is forbidden: minimum cpu usage per Pod is 10m.  No request is specified",
        "pods \"p\" is forbidden: cpu max limit to request ratio per Pod is 2, but no limit is specified or limit is 0",
        "pods \"p\" is forbidden: failed quota: cpu: must specify limits.cpu for: probe",
      })
  void whatIsMissingIsNamedInTheSpec(String answer) {
    assertThat(said(answer)).isEqualTo(answer + ". Name what is missing in spec.probe.resources.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pods \"p\" is forbidden: maximum memory usage per Container is 64Mi, but limit is 128Mi",
        "pods \"p\" is forbidden: minimum cpu usage per Container is 200m, but request is 100m",
        "pods \"p\" is forbidden: memory max limit to request ratio per Pod is 2, but provided ratio is 4.000000",
      })
  void whatIsOutsideALimitRangeIsChangedInTheSpec(String answer) {
    assertThat(said(answer)).isEqualTo(answer + ". Set spec.probe.resources to what is allowed.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pods \"p\" is forbidden: exceeded quota: q, requested: limits.memory=512Mi, used: limits.memory=0, limited: limits.memory=256Mi",
        "pods \"p\" is forbidden: exceeded quota: q, requested: cpu=100m,pods=1, used: cpu=1,pods=3, limited: cpu=1,pods=3",
        "pods \"p\" is forbidden: exceeded quota: q, requested: pods=1,requests.example.com/nic=1, used: pods=0, limited: pods=9",
      })
  void whatAQuotaHasNotIsLoweredInTheSpec(String answer) {
    assertThat(said(answer))
        .isEqualTo(answer + ". Lower spec.probe.resources, or have the quota raised.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pods \"p\" is forbidden: exceeded quota: few, requested: pods=1, used: pods=3, limited: pods=3",
        "pods \"p\" is forbidden: violates PodSecurity \"baseline:latest\": host namespaces",
        "admission webhook \"check.example\" denied the request: no probes here",
        "pods \"p\" is forbidden: no PriorityClass with name high was found",
      })
  void whatNoResourcesMendIsLeftAsItIs(String answer) {
    assertThat(said(answer)).isEqualTo(answer);
  }
}
