package dev.netperf.operator.cluster;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.observe.Refusal.Effect;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an API server's answer to the creation of a pod, a Service or a NetworkPolicy means, or to
 * the write of a status, as Kubernetes 1.34 words it. Only what was judged by the object alone is
 * refused for good: the same object is judged the same again. Everything else may pass by itself,
 * known or not: a quota, a service account that isn't there yet, a webhook or a right that is away,
 * an API server that has just started, a conflict.
 */
final class Refusals {
  private static final int UNPROCESSABLE = 422;

  /** Admission that looks at the object and says no; its answer depends on nothing that passes. */
  private static final Predicate<String> JUDGED =
      Pattern.compile(
              String.join(
                  "|",
                  // a ValidatingAdmissionPolicy; but its parameters may not have come yet
                  "ValidatingAdmissionPolicy .* denied request: (?!failed to configure)",
                  "admission webhook \"[^\"]*\" denied the request",
                  // ResourceQuota of a pod without requests, or limits, that it counts
                  "failed quota: .*must specify",
                  // LimitRanger
                  "(maximum|minimum) .+ usage per (Pod|Container)",
                  "max limit to request ratio per",
                  // etcd, and the client of it
                  "request is too large|trying to send message larger than max",
                  // Priority, RuntimeClass, OpenShift's security context constraints
                  "no PriorityClass with name",
                  "RuntimeClass \"[^\"]*\" not found",
                  "unable to validate against any security context constraint"),
              Pattern.DOTALL)
          .asPredicate();

  private Refusals() {}

  static Refusal of(KubernetesClientException e, HasMetadata object) {
    var refusal = RefusalAdvice.addedTo(of(e));
    if (refusal.reason() != Reason.PodRefused) {
      return refusal;
    }
    if (object instanceof NetworkPolicy) {
      return new Refusal(refusal.effect(), Reason.NetworkPolicyRefused, refusal.message());
    }
    if (!(object instanceof Service)) {
      return refusal;
    }
    var reason =
        refusal.message().contains("not configured on this cluster")
            ? Reason.AddressFamilyUnavailable
            : Reason.ServiceRefused;
    return new Refusal(refusal.effect(), reason, refusal.message());
  }

  /** A pod of the next attempt has another name, a Service or a NetworkPolicy hasn't. */
  static Refusal nameTaken(HasMetadata object) {
    var text = "that is not this test's own has the name " + object.getMetadata().getName();
    if (object instanceof NetworkPolicy) {
      return new Refusal(Effect.RUN_FAILS, Reason.NetworkPolicyRefused, "A NetworkPolicy " + text);
    }
    if (!(object instanceof Service || object instanceof Pod)) {
      return new Refusal(
          Effect.RUN_FAILS,
          Reason.CreateRefused,
          "A "
              + object.getKind()
              + " of somebody else has the name "
              + object.getMetadata().getName());
    }
    return object instanceof Service
        ? new Refusal(Effect.RUN_FAILS, Reason.ServiceRefused, "A Service " + text)
        : new Refusal(Effect.ATTEMPT_FAILS, Reason.PodNameTaken, "A pod " + text);
  }

  /** Without its labels or its owner it is nobody's. */
  static Refusal changed(HasMetadata object) {
    return new Refusal(
        object instanceof Pod ? Effect.ATTEMPT_FAILS : Effect.RUN_FAILS,
        Reason.ChangedByAdmission,
        "The labels or the owner reference of "
            + object.getMetadata().getName()
            + " were changed when it was created");
  }

  static Refusal of(KubernetesClientException e) {
    var text =
        Optional.ofNullable(e.getStatus())
            .map(Status::getMessage)
            .or(() -> Optional.ofNullable(e.getMessage()))
            .orElse("no answer from the API server");
    if (namespaceGoes(e)) {
      return new Refusal(Effect.LEAVE_IT, Reason.Terminating, text);
    }
    if (forbidden(e) && text.contains("violates PodSecurity")) {
      return new Refusal(Effect.RUN_FAILS, Reason.PodSecurityDenied, text);
    }
    var judged = JUDGED.test(text) || malformed(e);
    return new Refusal(judged ? Effect.RUN_FAILS : Effect.TRY_LATER, Reason.PodRefused, text);
  }

  private static boolean namespaceGoes(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        || (forbidden(e)
            && causes(e).anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason())));
  }

  private static boolean forbidden(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
  }

  /** The API server's own validation: it names the fields. */
  private static boolean malformed(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST
        || (e.getCode() == UNPROCESSABLE && causes(e).anyMatch(cause -> cause.getField() != null));
  }

  private static Stream<StatusCause> causes(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getDetails)
        .map(details -> details.getCauses())
        .orElse(List.of())
        .stream();
  }
}
