package dev.netperf.operator.act;

import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.observe.Refusal.Effect;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * What an API server's answer to the creation of a pod or a Service means, as Kubernetes 1.34 words
 * it. Whether a refusal is for good decides whether the run fails or waits.
 */
final class Refusals {
  private static final int UNPROCESSABLE = 422;

  private Refusals() {}

  static Refusal of(KubernetesClientException e, HasMetadata object) {
    var refusal = RefusalAdvice.addedTo(of(e));
    if (!(object instanceof Service) || refusal.reason() != Reason.PodRefused) {
      return refusal;
    }
    var reason =
        refusal.message().contains("not configured on this cluster")
            ? Reason.AddressFamilyUnavailable
            : Reason.ServiceRefused;
    return new Refusal(refusal.effect(), reason, refusal.message());
  }

  /** A pod of the next attempt has another name, a Service hasn't. */
  static Refusal nameTaken(HasMetadata object) {
    var text = "that is not this test's own has the name " + object.getMetadata().getName();
    return object instanceof Service
        ? new Refusal(Effect.RUN_FAILS, Reason.ServiceRefused, "A Service " + text)
        : new Refusal(Effect.ATTEMPT_FAILS, Reason.PodNameTaken, "A pod " + text);
  }

  static Refusal of(KubernetesClientException e) {
    var text = Optional.ofNullable(e.getStatus()).map(Status::getMessage).orElse(e.getMessage());
    if (text == null) {
      text = "no answer from the API server";
    }
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_FORBIDDEN -> forbidden(e, text);
      case HttpURLConnection.HTTP_NOT_FOUND ->
          new Refusal(Effect.LEAVE_IT, Reason.Terminating, text);
      case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
          new Refusal(Effect.RUN_FAILS, Reason.PodRefused, text);
      default -> new Refusal(Effect.TRY_LATER, Reason.PodRefused, text);
    };
  }

  private static Refusal forbidden(KubernetesClientException e, String text) {
    if (hasCause(e, "NamespaceTerminating")) {
      return new Refusal(Effect.LEAVE_IT, Reason.Terminating, text);
    }
    if (text.contains("violates PodSecurity")) {
      return new Refusal(Effect.RUN_FAILS, Reason.PodSecurityDenied, text);
    }
    // a quota may be freed, and the operator's own rights may come back
    var passing =
        text.contains("exceeded quota") || text.matches("(?s).*User \"[^\"]*\" cannot .*");
    return new Refusal(passing ? Effect.TRY_LATER : Effect.RUN_FAILS, Reason.PodRefused, text);
  }

  private static boolean hasCause(KubernetesClientException e, String reason) {
    return e.getStatus() != null
        && e.getStatus().getDetails() != null
        && e.getStatus().getDetails().getCauses().stream()
            .anyMatch(c -> reason.equals(c.getReason()));
  }
}
