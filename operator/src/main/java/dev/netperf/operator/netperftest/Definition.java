package dev.netperf.operator.netperftest;

import dev.netperf.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The CustomResourceDefinition of tests, as it is installed: where it is missing the operator waits
 * for it, where it is older than the operator, it says what is missing, and does without.
 */
@Singleton
public class Definition {
  private static final Logger LOG = Logger.getLogger(Definition.class);
  private static final String NAME = "netperftests.netperf.dev";
  private static final List<String> SURVEYS =
      List.of("netperfsurveys.netperf.dev", "netperfsurveyslices.netperf.dev");
  private static final String VERSION = "v1alpha1";
  private static final String WANTED = "/crds/" + NAME + "-v1.yml";
  private static final long LOOK_AGAIN_SECONDS = 5;

  private final KubernetesClient client;
  private volatile InstalledSchema schema;

  Definition(KubernetesClient client) {
    this.client = client;
  }

  /** The schema as it was when the operator started; empty: it could not be read. */
  Optional<InstalledSchema> schema() {
    return Optional.ofNullable(schema);
  }

  /** The same test, with what of its status the definition takes. */
  NetPerfTest fit(NetPerfTest test) {
    schema().ifPresent(installed -> test.setStatus(installed.fit(test.getStatus())));
    return test;
  }

  /** Returns when it is there. */
  public void await() throws InterruptedException {
    while (!look()) {
      LOG.warnf(
          "the CustomResourceDefinition %s is not installed (kubectl apply --server-side -k crds);"
              + " waiting for it",
          NAME);
      TimeUnit.SECONDS.sleep(LOOK_AGAIN_SECONDS);
    }
  }

  /** Whether surveys and their slices are installed too; if not, a warning says what to do. */
  public boolean surveysInstalled() {
    var missing = SURVEYS.stream().filter(name -> !installed(name)).toList();
    if (!missing.isEmpty()) {
      LOG.warnf(
          "surveys are left alone: %s not installed (kubectl apply --server-side -k crds, then"
              + " restart the operator)",
          String.join(", ", missing));
    }
    return missing.isEmpty();
  }

  private boolean installed(String name) {
    try {
      return client.apiextensions().v1().customResourceDefinitions().withName(name).get() != null;
    } catch (KubernetesClientException e) {
      LOG.warnf("whether %s is installed is not known: %s", name, e.getMessage());
      return true;
    }
  }

  /** Whether it is there, or can't be seen. */
  private boolean look() {
    try {
      var definition = client.apiextensions().v1().customResourceDefinitions().withName(NAME).get();
      Optional.ofNullable(definition).ifPresent(this::compare);
      return definition != null;
    } catch (KubernetesClientException e) {
      LOG.warnf("whether %s fits this operator is not known: %s", NAME, e.getMessage());
      return true;
    }
  }

  private void compare(CustomResourceDefinition definition) {
    var installed = schema(definition);
    if (installed.isEmpty()) {
      LOG.errorf("%s has no version %s: no test can be read", NAME, VERSION);
      return;
    }
    schema = new InstalledSchema(installed.get(), schema(wanted()).orElseThrow());
    if (!schema.missing().isEmpty()) {
      LOG.warnf(
          "the installed %s is older than this operator, apply its own (crds). What it lacks is left"
              + " out of statuses: %s",
          NAME, String.join(", ", schema.missing()));
    }
  }

  private CustomResourceDefinition wanted() {
    try (var in = Definition.class.getResourceAsStream(WANTED)) {
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
