package dev.netperf.operator.runtime;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * One active operator: the holder of a Lease. A lost Lease ends the process at once, for the ledger
 * in its memory is no longer the only one; an ordered stop gives the Lease back, so that the next
 * operator need not wait for it to run out.
 */
@Singleton
public class LeaderElection {
  private static final Logger LOG = Logger.getLogger(LeaderElection.class);
  private static final String LEASE = "netperf-operator";
  private static final Duration DURATION = Duration.ofSeconds(15);
  private static final Duration RENEW_DEADLINE = Duration.ofSeconds(10);
  private static final Duration RETRY_PERIOD = Duration.ofSeconds(2);

  private final KubernetesClient client;
  private final Leadership leadership;
  private final String namespace;
  private final String identity = identity();
  private volatile boolean leading;
  private volatile boolean stopping;

  LeaderElection(
      KubernetesClient client,
      Leadership leadership,
      @ConfigProperty(name = "netperf.namespace", defaultValue = "netperf-system")
          String namespace) {
    this.client = client;
    this.leadership = leadership;
    this.namespace = namespace;
  }

  /** Before the framework empties its caches. */
  void onStop(@Observes @Priority(1) ShutdownEvent event) {
    stopping = true;
    leadership.close();
  }

  /** Whether this process is the active operator. */
  public boolean leading() {
    return leading;
  }

  /** The builder refuses a configuration that doesn't exit the JVM by itself (JOSDK #3376). */
  @SuppressWarnings("deprecation")
  @Produces
  @Singleton
  LeaderElectionConfiguration configuration() {
    return new LeaderElectionConfiguration(
        LEASE,
        namespace,
        DURATION,
        RENEW_DEADLINE,
        RETRY_PERIOD,
        identity,
        new LeaderCallbacks(this::started, this::stopped, leader -> {}),
        false);
  }

  /** What is left of the Lease's duration is for requests that are on their way. */
  @Produces
  @Singleton
  static Leadership leadership() {
    return new Leadership(System::nanoTime, RENEW_DEADLINE);
  }

  /** The framework calls it before it begins to work. */
  private void started() {
    new Rivals(client, LEASE, namespace, RETRY_PERIOD.multipliedBy(3))
        .leading()
        .ifPresent(this::yieldTo);
    leading = true;
    LOG.infof("leading identity=%s", identity);
  }

  private void yieldTo(String other) {
    leadership.close();
    LOG.errorf(
        "another install of this operator leads in namespace %s, and only one may in a cluster:"
            + " halting",
        other);
    Runtime.getRuntime().halt(1);
  }

  /** Called on a lost Lease, and by the SDK's own stop after the last reconciliation. */
  private void stopped() {
    leading = false;
    if (!stopping) {
      LOG.error("lease lost, halting");
      Runtime.getRuntime().halt(1);
    }
    release();
  }

  private void release() {
    try {
      client
          .leases()
          .inNamespace(namespace)
          .withName(LEASE)
          .edit(
              lease -> {
                if (identity.equals(lease.getSpec().getHolderIdentity())) {
                  lease.getSpec().setHolderIdentity("");
                  lease.getSpec().setLeaseDurationSeconds(1);
                }
                return lease;
              });
    } catch (KubernetesClientException e) {
      LOG.warnf("lease not released, it runs out by itself: %s", e.getMessage());
    }
  }

  private static String identity() {
    var host = System.getenv("HOSTNAME");
    return host == null || host.isBlank() ? UUID.randomUUID().toString() : host;
  }
}
