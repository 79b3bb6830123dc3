package dev.netperf.operator;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveyStatus;
import dev.netperf.operator.cluster.Definition;
import dev.netperf.operator.netperftest.NetPerfTestReconciler;
import dev.netperf.operator.observe.LeanInformers;
import dev.netperf.operator.probe.ProbeSettings;
import dev.netperf.operator.runtime.WatchedNamespaces;
import dev.netperf.operator.survey.NetPerfSurveyReconciler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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
  @Singleton
  Definition<NetPerfTestStatus> tests(KubernetesClient client) {
    return new Definition<>("netperftests.netperf.dev", NetPerfTestStatus.class, client);
  }

  @Produces
  @Singleton
  Definition<NetPerfSurveyStatus> surveys(KubernetesClient client) {
    return new Definition<>("netperfsurveys.netperf.dev", NetPerfSurveyStatus.class, client);
  }

  @Produces
  @ApplicationScoped
  Operator operator(
      QuarkusConfigurationService quarkus,
      NetPerfTestReconciler tests,
      NetPerfSurveyReconciler surveys,
      Definition<NetPerfTestStatus> definition,
      Definition<NetPerfSurveyStatus> definitionOfSurveys,
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
    var watched =
        namespaces
            .map(all -> WatchedNamespaces.of(all, quarkus.getKubernetesClient()))
            .orElse(Constants.DEFAULT_NAMESPACES_SET);
    var operator = new Patient(configuration, definition);
    operator.register(
        tests,
        controller(
            quarkus.getConfigurationFor(tests),
            configuration,
            watched,
            plain -> LeanInformers.ofTests(plain, settings)));
    operator.whenInstalled(
        List.of(
            definitionOfSurveys,
            new Definition<>(
                "netperfsurveyslices.netperf.dev", Void.class, quarkus.getKubernetesClient())),
        surveys,
        controller(
            quarkus.getConfigurationFor(surveys),
            configuration,
            watched,
            plain -> LeanInformers.ofPrimary(plain, NetPerfSurvey::copy)));
    return operator;
  }

  private static <P extends HasMetadata> ControllerConfiguration<P> controller(
      ControllerConfiguration<P> annotated,
      ConfigurationService configuration,
      Set<String> watched,
      UnaryOperator<InformerConfiguration<P>> lean) {
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
        lean.apply(
            InformerConfiguration.builder(annotated.getInformerConfig())
                .withNamespaces(watched)
                .buildForController()),
        true,
        null);
  }

  /** It starts when there can be tests, and ends the process if it can't start. */
  private static final class Patient extends Operator {
    private final Definition<?> definition;
    private Runnable surveys;

    Patient(ConfigurationService configuration, Definition<?> definition) {
      super(configuration);
      this.definition = definition;
    }

    void whenInstalled(
        List<Definition<?>> definitions,
        NetPerfSurveyReconciler reconciler,
        ControllerConfiguration<NetPerfSurvey> configuration) {
      surveys =
          () -> {
            var missing = definitions.stream().filter(kind -> !kind.look()).toList();
            if (missing.isEmpty()) {
              register(reconciler, configuration);
            } else {
              LOG.warnf(
                  "surveys are left alone: not installed: %s (kubectl apply --server-side -k crds,"
                      + " then restart the operator)",
                  missing);
            }
          };
    }

    @Override
    public synchronized void start() {
      try {
        definition.await();
        surveys.run();
        super.start();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.error("the operator can't start, halting", e);
        Runtime.getRuntime().halt(1);
      }
    }
  }

  /** A resource is given to its turn as it is: all that could be changed of it is its metadata. */
  private record Copies(KubernetesSerialization json) implements Cloner {
    @Override
    @SuppressWarnings("unchecked") // a copy is of the same type
    public <R extends HasMetadata> R clone(R object) {
      if (object instanceof NetPerfTest test) {
        return (R) test.copy();
      }
      return object instanceof NetPerfSurvey survey ? (R) survey.copy() : json.clone(object);
    }
  }
}
