package dev.netperf.operator.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.netperf.operator.programs.Shell;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A webhook for the pods of one namespace, served by this process: it refuses every one, changes
 * every one, or takes longer to answer than the API server waits.
 *
 * @param cluster the cluster
 * @param server what serves it
 * @param threads what answers
 * @param name of its configuration
 * @param configuration that tells the API server of it, in YAML
 * @param questions how often it was asked
 */
record PodWebhook(
    LocalCluster cluster,
    HttpsServer server,
    ExecutorService threads,
    String name,
    String configuration,
    AtomicInteger questions)
    implements AutoCloseable {
  static final String NAME = "pods.webhook.example";
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** What the webhook says of a pod. */
  private interface Answer {
    String to(String uid) throws InterruptedException;
  }

  /** One that refuses every pod with these words. */
  static PodWebhook refusing(TestNamespace namespace, String words) {
    return start(
        namespace,
        "Validating",
        uid ->
            """
            {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "response":
              {"uid": "%s", "allowed": false, "status": {"code": 403, "message": "%s"}}}
            """
                .formatted(uid, words));
  }

  /** One that changes every pod by the JSON patch that is wanted at the time. */
  static PodWebhook changing(TestNamespace namespace, Supplier<String> patch) {
    return start(
        namespace,
        "Mutating",
        uid ->
            """
            {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "response":
              {"uid": "%s", "allowed": true, "patchType": "JSONPatch", "patch": "%s"}}
            """
                .formatted(uid, Base64.getEncoder().encodeToString(patch.get().getBytes(UTF_8))));
  }

  /** One that answers too late. */
  static PodWebhook hanging(TestNamespace namespace) {
    return start(
        namespace,
        "Validating",
        uid -> {
          Thread.sleep(3_000);
          return "";
        });
  }

  private static PodWebhook start(TestNamespace namespace, String kind, Answer answer) {
    try {
      var keys = keys();
      var threads = Executors.newCachedThreadPool();
      var server = HttpsServer.create(new InetSocketAddress(LocalCluster.MACHINE, 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
      server.setExecutor(threads);
      var questions = new AtomicInteger();
      server.createContext(
          "/",
          exchange -> {
            questions.incrementAndGet();
            serve(exchange, answer);
          });
      server.start();
      var certificate = pem(keys.getCertificate("webhook").getEncoded());
      var configuration =
          configuration(namespace, kind, server.getAddress().getPort(), certificate);
      return new PodWebhook(
          namespace.cluster(), server, threads, namespace.name(), configuration, questions);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String configuration(
      TestNamespace namespace, String kind, int port, String certificate) {
    return """
        apiVersion: admissionregistration.k8s.io/v1
        kind: %6$sWebhookConfiguration
        metadata: {name: %1$s}
        webhooks:
        - name: %2$s
          clientConfig: {url: "https://%3$s:%4$d/", caBundle: %5$s}
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
          rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
          failurePolicy: Fail
          timeoutSeconds: 1
          sideEffects: None
          admissionReviewVersions: [v1]
        """
        .formatted(
            namespace.name(),
            NAME,
            LocalCluster.MACHINE,
            port,
            Base64.getEncoder().encodeToString(certificate.getBytes(UTF_8)),
            kind);
  }

  private static void serve(HttpExchange exchange, Answer answer) throws IOException {
    try (exchange) {
      var question = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var review = Serialization.unmarshal(question, GenericKubernetesResource.class);
      var body = answer.to(review.get("request", "uid")).getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static KeyStore keys() throws IOException, GeneralSecurityException {
    var file = Files.createTempFile("webhook", ".p12");
    Files.delete(file);
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made = List.of(keytool, "-genkeypair", "-alias", "webhook", "-keyalg", "EC");
    var named = List.of("-dname", "CN=webhook", "-ext", "san=ip:" + LocalCluster.MACHINE);
    var kept = List.of("-keystore", file.toString(), "-storepass", new String(PASSWORD));
    var command = new ArrayList<>(made);
    command.addAll(named);
    command.addAll(kept);
    Shell.run(Map.of(), Duration.ofSeconds(30), command);
    try (InputStream input = Files.newInputStream(file)) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(input, PASSWORD);
      return keys;
    } finally {
      Files.delete(file);
    }
  }

  private static SSLContext tls(KeyStore keys) throws GeneralSecurityException {
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static String pem(byte[] certificate) {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
    return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
  }

  /** From now on the API server asks it. */
  void begin() {
    cluster.client().resource(configuration).create();
  }

  int asked() {
    return questions.get();
  }

  /** The API server doesn't ask it any more, a moment later. */
  @Override
  public void close() {
    cluster.client().resource(configuration).delete();
    server.stop(0);
    threads.shutdownNow();
  }
}
