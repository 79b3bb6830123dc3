package dev.netperf.operator.apiserver;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.Utils;
import io.fabric8.kubeapitest.binary.OSInfo;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A real API server that everything of {@code deploy/base} is applied to. One class after the other
 * has it; each works in a namespace of its own, which nobody ever cleans.
 */
final class ApiServer implements AutoCloseable {
  private static final Path ALL = Path.of("target/kube-api-test").toAbsolutePath();
  private static final AtomicInteger STARTED = new AtomicInteger();

  /** A patch changes what it names. */
  static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final Path directory;
  private final KubernetesTools tools;
  private final KubeAPIServer server;
  private final KubernetesClient client;

  private ApiServer(
      Path directory, KubernetesTools tools, KubeAPIServer server, KubernetesClient client) {
    this.directory = directory;
    this.tools = tools;
    this.server = server;
    this.client = client;
  }

  static ApiServer start() {
    try {
      var tools = KubernetesTools.built();
      var directory = ALL.resolve(Integer.toString(STARTED.incrementAndGet()));
      var platform = Utils.platformSuffix(new OSInfo());
      tools.linkInto(directory.resolve("k8s").resolve(tools.version() + platform));
      var server =
          new KubeAPIServer(
              KubeAPIServerConfigBuilder.anAPIServerConfig()
                  .withTestDir(directory.toString())
                  .withApiServerVersion(tools.version())
                  .withOfflineMode(true)
                  .withUpdateKubeConfig(false)
                  .build());
      server.start();
      var config = Config.fromKubeconfig(server.getKubeConfigYaml());
      config.setRequestRetryBackoffLimit(0);
      var client = new KubernetesClientBuilder().withConfig(config).build();
      var started = new ApiServer(directory, tools, server, client);
      Files.writeString(started.kubeconfig(), server.getKubeConfigYaml());
      Files.deleteIfExists(started.operatorLog());
      try {
        return started.install();
      } catch (RuntimeException e) {
        started.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Applies the manifests, and waits until tests are served. */
  ApiServer install() {
    kubectl("apply", "--kustomize=../deploy/base");
    Definitions.untilEstablished(
        client,
        "netperftests.netperf.dev",
        "netperfsurveys.netperf.dev",
        "netperfsurveyslices.netperf.dev");
    // that is said a moment before the storage is there
    Awaitility.await()
        .ignoreExceptionsInstanceOf(KubernetesClientException.class)
        .until(
            () ->
                client.resources(NetPerfTest.class).inAnyNamespace().list() != null
                    && client.resources(NetPerfSurvey.class).inAnyNamespace().list() != null);
    return this;
  }

  /** A client with all rights. */
  KubernetesClient client() {
    return client;
  }

  /** A client with the rights of somebody; whoever asks for it closes it. */
  KubernetesClient as(String user, String... groups) {
    var config = new ConfigBuilder(client.getConfiguration());
    config.withImpersonateUsername(user).withImpersonateGroups(groups);
    return new KubernetesClientBuilder().withConfig(config.build()).build();
  }

  /** A file by which another process finds it, with all rights. */
  Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  /** What all operators have printed that were started on it. */
  Path operatorLog() {
    return directory.resolve("operator.log");
  }

  /** What stands between this and an operator; whoever asks for it closes it. */
  Wiretap wiretap() {
    return Wiretap.before(
        tools.directory().resolve("kubectl"), kubeconfig(), InetAddress.getLoopbackAddress());
  }

  /** What the real kubectl prints. */
  String kubectl(String... arguments) {
    return tools.kubectl(kubeconfig(), arguments);
  }

  /** Makes a namespace without any Pod Security level. */
  String namespace(String name) {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  /** What a controller makes in every namespace; without it no pod is accepted there. */
  void serviceAccount(String namespace) {
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("default")
                .endMetadata()
                .build())
        .create();
  }

  /** A resource from YAML as a user writes it, with every field that he wrote. */
  GenericKubernetesResource asWritten(String yaml) {
    return client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
  }

  /** Puts a test there without a word in its spec. */
  NetPerfTest minimal(String namespace, String name) {
    var yaml =
        """
        apiVersion: netperf.dev/v1alpha1
        kind: NetPerfTest
        metadata: {namespace: %s, name: %s}
        spec: {}
        """;
    client.resource(asWritten(yaml.formatted(namespace, name))).create();
    return client.resources(NetPerfTest.class).inNamespace(namespace).withName(name).get();
  }

  /** Other classes have left tests, of which an operator would take care. */
  void deleteAllTests() {
    client.resources(NetPerfSurvey.class).inAnyNamespace().delete(); // they would make new ones
    var tests = client.resources(NetPerfTest.class).inAnyNamespace();
    tests.delete();
    // some have a finalizer of nobody's
    tests
        .list()
        .getItems()
        .forEach(
            test -> client.resource(test).patch(MERGE, "{\"metadata\":{\"finalizers\":null}}"));
    Awaitility.await().until(() -> tests.list().getItems().isEmpty());
  }

  /** Server-side apply in the name of somebody. */
  static PatchContext applyAs(String fieldManager) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(fieldManager)
        .withForce(true)
        .build();
  }

  @Override
  public void close() {
    client.close();
    server.stop();
  }
}
