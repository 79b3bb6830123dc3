package dev.netperf.operator.runtime;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The namespaces to which an install is limited, without those in which it has no rights: a watch
 * that may not begin ends the operator's start, and a namespace that was deleted took its
 * RoleBinding along.
 */
public final class WatchedNamespaces {
  private static final Logger LOG = Logger.getLogger(WatchedNamespaces.class);

  private WatchedNamespaces() {}

  /**
   * Those of them that can be watched; where there is none, or nobody says, all of them.
   *
   * @param wanted what is set
   * @param client with the operator's rights
   */
  public static Set<String> of(Set<String> wanted, KubernetesClient client) {
    var allowed = wanted.stream().filter(name -> allowed(name, client)).collect(Collectors.toSet());
    return allowed.isEmpty() ? wanted : allowed;
  }

  private static boolean allowed(String namespace, KubernetesClient client) {
    var question =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withVerb("list")
            .withGroup("netperf.dev")
            .withResource("netperftests")
            .endResourceAttributes()
            .endSpec()
            .build();
    try {
      var answer = client.authorization().v1().selfSubjectAccessReview().create(question);
      if (!answer.getStatus().getAllowed()) {
        LOG.warnf(
            "the namespace %s is left alone: no RoleBinding of deploy/namespaces is there. With one,"
                + " restart the operator",
            namespace);
      }
      return answer.getStatus().getAllowed();
    } catch (KubernetesClientException e) {
      LOG.warnf("whether %s can be watched is not known: %s", namespace, e.getMessage());
      return true;
    }
  }
}
