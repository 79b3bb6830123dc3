package dev.netperf.operator.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.netperf.operator.api.v1alpha1.NetPerfTestSpec;

/** Specs as a user writes them. */
public final class Specs {
  private static final ObjectMapper YAML = new YAMLMapper();

  private Specs() {}

  public static NetPerfTestSpec spec(String yaml) {
    try {
      return YAML.readValue(yaml, NetPerfTestSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }
}
