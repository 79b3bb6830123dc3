package dev.netperf.operator.runtime;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Other installs in the cluster. A Lease is of one namespace, and nodes are of all: two operators
 * that both lead would each give them away. Whoever has led longer stays. Anybody may write a Lease
 * into a namespace of his own; it is an install's where the service account has an install's
 * rights.
 */
final class Rivals {
  private static final Logger LOG = Logger.getLogger(Rivals.class);
  private static final Comparator<Lease> ORDER =
      Comparator.<Lease, ZonedDateTime>comparing(
              lease -> lease.getSpec().getAcquireTime(),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(lease -> lease.getMetadata().getNamespace());

  /** An API server that is busy answers one of so many. */
  private static final int TRIES = 5;

  private final KubernetesClient client;
  private final String name;
  private final String namespace;
  private final Duration renewal;

  /**
   * Of the holder of a Lease.
   *
   * @param name what the Lease and the service account are called in every install
   * @param namespace where this one's is
   * @param renewal within which one that is held is renewed
   */
  Rivals(KubernetesClient client, String name, String namespace, Duration renewal) {
    this.client = client;
    this.name = name;
    this.namespace = namespace;
    this.renewal = renewal;
  }

  /** The namespace of an install that leads, and led before this one; empty: there is none. */
  Optional<String> leading() {
    try {
      for (int tries = 1; ; tries++) {
        try {
          return renewed();
        } catch (KubernetesClientException e) {
          if (tries == TRIES || e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
            LOG.warnf("whether another install leads is not known: %s", e.getMessage());
            return Optional.empty();
          }
          LOG.debugf("whether another install leads: %s", e.getMessage());
          TimeUnit.MILLISECONDS.sleep(renewal.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** By no clock: one that is held is renewed. */
  private Optional<String> renewed() throws InterruptedException {
    var before = earlier();
    if (before.isEmpty()) {
      return Optional.empty();
    }
    TimeUnit.MILLISECONDS.sleep(renewal.toMillis());
    return earlier().stream()
        .filter(lease -> before.stream().noneMatch(old -> same(old, lease)))
        .map(lease -> lease.getMetadata().getNamespace())
        .findFirst();
  }

  /** Leases of installs that are held, and were before this one was. */
  private List<Lease> earlier() {
    var all = client.leases().inAnyNamespace().withField("metadata.name", name).list().getItems();
    var own = all.stream().filter(this::own).findFirst();
    return all.stream()
        .filter(lease -> !own(lease))
        .filter(lease -> !Objects.toString(lease.getSpec().getHolderIdentity(), "").isBlank())
        .filter(lease -> own.isEmpty() || ORDER.compare(lease, own.get()) < 0)
        .filter(lease -> installed(lease.getMetadata().getNamespace()))
        .toList();
  }

  /** Of its rights, the one that is asked for is an install's own, wherever it measures. */
  private boolean installed(String other) {
    var question =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser("system:serviceaccount:%s:%s".formatted(other, name))
            .withGroups("system:serviceaccounts", "system:serviceaccounts:" + other)
            .withNewResourceAttributes()
            .withVerb("list")
            .withGroup("coordination.k8s.io")
            .withResource("leases")
            .withName(name)
            .endResourceAttributes()
            .endSpec()
            .build();
    var answer = client.authorization().v1().subjectAccessReview().create(question);
    return answer.getStatus().getAllowed();
  }

  private boolean own(Lease lease) {
    return namespace.equals(lease.getMetadata().getNamespace());
  }

  private static boolean same(Lease one, Lease other) {
    return one.getMetadata().getUid().equals(other.getMetadata().getUid())
        && one.getMetadata().getResourceVersion().equals(other.getMetadata().getResourceVersion());
  }
}
