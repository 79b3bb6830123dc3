package dev.netperf.operator;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.netperftest.Definition;
import dev.netperf.operator.netperftest.NetPerfTestReconciler;
import dev.netperf.operator.observe.LeanInformers;
import dev.netperf.operator.probe.ProbeSettings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.ResolvedControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.quarkiverse.operatorsdk.runtime.QuarkusConfigurationService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The framework, with what can't be said by annotations under Quarkus (extension 7.7.3).
 *
 * <p>Their {@code triggerReconcilerOnAllEvents} gets lost. Without it no resource that is being
 * deleted comes to a reconciler that has no finalizer of its own, however long somebody else's
 * keeps it.
 */
class Framework {
  private static final Logger LOG = Logger.getLogger(Framework.class);

  @Produces
  @ApplicationScoped
  Operator operator(
      QuarkusConfigurationService quarkus,
      NetPerfTestReconciler reconciler,
      Definition definition,
      ProbeSettings settings,
      @ConfigProperty(name = "netperf.watch-namespaces") Optional<Set<String>> namespaces) {
    var configuration =
        ConfigurationService.newOverriddenConfigurationService(
            quarkus,
            overrider ->
                overrider
                    .withKubernetesClient(quarkus.getKubernetesClient())
                    .withResourceCloner(
                        new Copies(quarkus.getKubernetesClient().getKubernetesSerialization())));
    var operator = new Patient(configuration, definition);
    operator.register(
        reconciler,
        controller(
            quarkus.getConfigurationFor(reconciler),
            configuration,
            settings,
            namespaces.orElse(Constants.DEFAULT_NAMESPACES_SET)));
    return operator;
  }

  private static ControllerConfiguration<NetPerfTest> controller(
      ControllerConfiguration<NetPerfTest> annotated,
      ConfigurationService configuration,
      ProbeSettings settings,
      Set<String> watched) {
    return new ResolvedControllerConfiguration<>(
        annotated.getName(),
        annotated.isGenerationAware(),
        annotated.getAssociatedReconcilerClassName(),
        annotated.getRetry(),
        annotated.getRateLimiter(),
        annotated.maxReconciliationInterval().orElse(null),
        annotated.getFinalizerName(),
        Map.of(),
        annotated.fieldManager(),
        configuration,
        LeanInformers.ofTests(
            InformerConfiguration.builder(annotated.getInformerConfig())
                .withNamespaces(watched)
                .buildForController(),
            settings),
        true,
        null);
  }

  /** It starts when there can be tests, and ends the process if it can't start. */
  private static final class Patient extends Operator {
    private final Definition definition;

    Patient(ConfigurationService configuration, Definition definition) {
      super(configuration);
      this.definition = definition;
    }

    @Override
    public synchronized void start() {
      try {
        definition.await();
        super.start();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.error("the operator can't start, halting", e);
        Runtime.getRuntime().halt(1);
      }
    }
  }

  /** A test is given to its turn as it is: all that could be changed of it is its metadata. */
  private record Copies(KubernetesSerialization json) implements Cloner {
    @Override
    @SuppressWarnings("unchecked") // a copy is of the same type
    public <R extends HasMetadata> R clone(R object) {
      return object instanceof NetPerfTest test ? (R) test.copy() : json.clone(object);
    }
  }
}
