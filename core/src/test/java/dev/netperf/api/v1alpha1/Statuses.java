package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Statuses that say nothing but what a test is about. */
public final class Statuses {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Statuses() {}

  /** A status with these fields, by their names in the API. */
  public static NetPerfTestStatus with(Map<String, Object> fields) {
    return JSON.convertValue(fields, NetPerfTestStatus.class);
  }
}
