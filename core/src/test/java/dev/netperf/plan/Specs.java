package dev.netperf.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** Specs as a user writes them. */
public final class Specs {
  /** Of {@link #test}. */
  public static final String UID = "0f0e0d0c-0b0a-4908-8706-050403020100";

  private static final ObjectMapper YAML = new YAMLMapper();

  /** As the operator's client, which forgives fields that it doesn't know. */
  private static final ObjectMapper AHEAD =
      new YAMLMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Specs() {}

  /** A test with such a spec, as an API server would have it. */
  public static NetPerfTest test(String yaml) {
    var test = new NetPerfTest();
    test.setMetadata(
        new ObjectMetaBuilder()
            .withName("overlay-cost")
            .withNamespace("team-a")
            .withUid(UID)
            .withGeneration(1L)
            .withResourceVersion("1")
            .build());
    test.setSpec(spec(yaml));
    return test;
  }

  /** A resource of no name with such a spec, which may be of a later version. */
  public static <R> R read(String yaml, Class<R> type) {
    try {
      return AHEAD.treeToValue(YAML.createObjectNode().set("spec", YAML.readTree(yaml)), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }

  public static NetPerfTestSpec spec(String yaml) {
    try {
      return YAML.readValue(yaml, NetPerfTestSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }
}
