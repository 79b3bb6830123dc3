package dev.netperf.operator.runtime;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * How the client reads what the API server sends. A resource with a field of a later version must
 * not make the operator blind to all others. What no decision needs is passed over while reading,
 * so that caches of thousands of nodes and tests don't hold it.
 */
@Singleton
class ApiJson implements KubernetesClientObjectMapperCustomizer {
  /**
   * An object that an API server took must not be refused here: that ends the watch of all objects
   * of its kind. Their sizes are bounded there (etcd takes 1.5 MiB), and their depth (an API server
   * reads 10,000 levels).
   */
  private static final StreamReadConstraints WHATEVER_AN_API_SERVER_KEEPS =
      StreamReadConstraints.builder()
          .maxDocumentLength(-1)
          .maxTokenCount(-1)
          .maxNameLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxNestingDepth(20_000)
          .build();

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    mapper.getFactory().setStreamReadConstraints(WHATEVER_AN_API_SERVER_KEEPS);
    mapper.addMixIn(ObjectMeta.class, LeanMetadata.class);
    mapper.addMixIn(NodeStatus.class, LeanNodeStatus.class);
  }

  /** Who set which field, and what kubectl keeps of an earlier apply. */
  @JsonIgnoreProperties("managedFields")
  abstract static class LeanMetadata {
    @JsonDeserialize(converter = WithoutLastApplied.class)
    abstract Map<String, String> getAnnotations();
  }

  /** Every image on a node's disk, and the volumes that it mounts. */
  @JsonIgnoreProperties({"images", "volumesInUse", "volumesAttached"})
  abstract static class LeanNodeStatus {}

  private static final class WithoutLastApplied
      extends StdConverter<Map<String, String>, Map<String, String>> {
    @Override
    public Map<String, String> convert(Map<String, String> annotations) {
      annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
      return annotations;
    }
  }
}
