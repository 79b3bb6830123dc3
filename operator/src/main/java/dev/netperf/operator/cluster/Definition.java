package dev.netperf.operator.cluster;

import dev.netperf.api.v1alpha1.NetPerfResource;
import dev.netperf.api.v1alpha1.Unread;
import dev.netperf.operator.memory.Remembered;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The CustomResourceDefinition of a kind, as it is installed. Where it is older than the operator,
 * the operator says what is missing, and does without. Where it is newer, what it fills in by
 * itself says nothing. It may become so at any time: an upgrade applies it before the operator.
 *
 * @param <T> the kind's status
 */
public final class Definition<T> {
  private static final Logger LOG = Logger.getLogger(Definition.class);
  private static final String VERSION = "v1alpha1";
  private static final long LOOK_AGAIN_SECONDS = 5;
  private static final Duration A_WHILE = Duration.ofMinutes(1);

  private final String name;
  private final Class<T> status;
  private final KubernetesClient client;
  private volatile InstalledSchema schema;

  /** What was no default when the definition was read last for it, and when that was. */
  private final Map<String, Long> strange = new Remembered<>();

  /**
   * Nothing is known of it yet.
   *
   * @param name the kind's plural and group
   * @param status the class of its statuses
   * @param client asks for it
   */
  public Definition(String name, Class<T> status, KubernetesClient client) {
    this.name = name;
    this.status = status;
    this.client = client;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Returns when it is there. */
  public void await() throws InterruptedException {
    while (!look()) {
      LOG.warnf(
          "the CustomResourceDefinition %s is not installed (kubectl apply --server-side -k crds);"
              + " waiting for it",
          name);
      TimeUnit.SECONDS.sleep(LOOK_AGAIN_SECONDS);
    }
  }

  /** Whether it is there, or can't be seen. */
  public boolean look() {
    try {
      return read();
    } catch (KubernetesClientException e) {
      LOG.warnf("whether %s fits this operator is not known: %s", name, e.getMessage());
      return true;
    }
  }

  /** A resource, with what of its status the definition takes. */
  public <R extends NetPerfResource<?, T>> R fit(R resource) {
    var installed = schema;
    if (installed != null) {
      resource.setStatus(installed.fit(resource.getStatus(), status));
    }
    return resource;
  }

  /**
   * Whether a field that the operator doesn't know says what it would say if nobody had set it. The
   * definition that was read last may be older than the field: then it is read again, for each such
   * value once a minute.
   */
  public synchronized boolean isDefault(Unread unread) {
    if (byWhatIsKnown(unread)) {
      return true;
    }
    long now = System.nanoTime();
    var what = unread.field() + "=" + unread.value().hashCode();
    var asked = strange.get(what);
    if (asked != null && now - asked < A_WHILE.toNanos()) {
      return false;
    }
    var is = readAgain() && byWhatIsKnown(unread);
    if (!is) {
      strange.put(what, now);
    }
    return is;
  }

  private boolean byWhatIsKnown(Unread unread) {
    var installed = schema;
    return installed != null && installed.isDefault(unread);
  }

  /** One that can't be read now puts the decision off; one that may not be read doesn't. */
  private boolean readAgain() {
    try {
      return read();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return false;
      }
      throw e;
    }
  }

  private boolean read() {
    var installed = client.apiextensions().v1().customResourceDefinitions().withName(name).get();
    Optional.ofNullable(installed).ifPresent(this::compare);
    return installed != null;
  }

  private void compare(CustomResourceDefinition definition) {
    var installed = schema(definition);
    if (installed.isEmpty()) {
      LOG.errorf("%s has no version %s: none of its kind can be read", name, VERSION);
      return;
    }
    var before = schema == null ? List.of() : schema.missing();
    schema = new InstalledSchema(installed.get(), schema(wanted()).orElseThrow());
    if (!schema.missing().equals(before)) {
      LOG.warnf(
          "the installed %s is older than this operator, apply its own (crds). What it lacks is left"
              + " out: %s",
          name, String.join(", ", schema.missing()));
    }
  }

  private CustomResourceDefinition wanted() {
    try (var in = Definition.class.getResourceAsStream("/crds/" + name + "-v1.yml")) {
      return client.getKubernetesSerialization().unmarshal(in, CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<JSONSchemaProps> schema(CustomResourceDefinition definition) {
    return definition.getSpec().getVersions().stream()
        .filter(version -> VERSION.equals(version.getName()))
        .map(version -> version.getSchema().getOpenAPIV3Schema())
        .findFirst();
  }
}
