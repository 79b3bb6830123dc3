package dev.netperf.operator.runtime;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.kubernetes.client.KubernetesConfigCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The client: it says whose it is, waits when it is told to, and its requests are counted. */
@Singleton
class ApiClient implements KubernetesConfigCustomizer {
  private final String version;

  ApiClient(@ConfigProperty(name = "quarkus.application.version") String version) {
    this.version = version;
  }

  /** The name by which audit logs and the API server's flow control know the operator. */
  @Override
  public void customize(Config config) {
    config.setUserAgent("netperf-operator/" + version);
  }

  @Produces
  @ApplicationScoped
  KubernetesClient client(
      Config config, KubernetesSerialization json, ApiRequests requests, Leadership leadership) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(json)
        .withHttpClientBuilderConsumer(
            http ->
                http.addOrReplaceInterceptor("netperf-requests", requests)
                    .addOrReplaceInterceptor("netperf-lease", new LeaseRenewals(leadership))
                    .addOrReplaceInterceptor("netperf-retry-after", new RetryAfter()))
        .build();
  }

  void close(@Disposes KubernetesClient client) {
    client.close();
  }
}
