package dev.netperf.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netperf.Dice;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Tool;
import dev.netperf.tool.ProbeMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Specs as JSON, of every field that there is: what the schema and its rules accept (a test asks a
 * real API server whether they do), for a cluster with the nodes {@code node-1} to {@code node-3}
 * and IPv4. So they can be measured; the wild ones are what comes.
 */
public final class RandomSpecs {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_SAMPLES = 24;
  private static final List<Integer> SIZES = List.of(16, 64, 1_000, 8_192, 65_000);

  private final Dice dice;
  private final Map<String, Object> spec = new LinkedHashMap<>();
  private Tool tool = Tool.qperf;
  private List<Path> paths = List.of(Path.HostToHost, Path.PodToPod);
  private List<Measurement> measurements = List.of();
  private List<Integer> sizes = List.of();
  private List<Integer> latencySizes = List.of();
  private int repetitions = 4;
  private int warmups;
  private int streams = 1;

  private RandomSpecs(Dice dice) {
    this.dice = dice;
  }

  /** A spec that is accepted. */
  public static String valid(Dice dice) {
    var specs = new RandomSpecs(dice);
    specs.what();
    specs.howOften();
    specs.times();
    specs.where();
    specs.ports();
    specs.pods();
    specs.thresholds();
    return json(specs.spec);
  }

  /** A spec of sound fields whose values are anything; most are refused, for one reason or two. */
  public static String wild(Dice dice) {
    var specs = new RandomSpecs(dice);
    var whole = valid(dice);
    try {
      @SuppressWarnings("unchecked")
      Map<String, Object> fields = JSON.readValue(whole, Map.class);
      specs.spec.putAll(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    for (int i = dice.between(1, 3); i > 0; i--) {
      specs.wildField();
    }
    return json(specs.spec);
  }

  private void wildField() {
    switch (dice.below(12)) {
      case 0 -> spec.put("tool", dice.oneOf(Tool.values()));
      case 1 -> spec.put("paths", dice.some(List.of(Path.values()), 0, 5));
      case 2 -> spec.put("measurements", dice.some(List.of(Measurement.values()), 0, 4));
      case 3 -> spec.put("repetitions", dice.oneOf(0, 1, 2, 100, 101));
      case 4 -> spec.put("durationSeconds", dice.oneOf(0, 1, 3600, 3601));
      case 5 -> spec.put("messageSizes", dice.some(List.of(0, 1, 14, 65_001, 16_777_216), 0, 5));
      case 6 -> spec.put("streams", dice.oneOf(0, 1, 8, 9, 64));
      case 7 -> spec.put("ports", Map.of("control", dice.oneOf(1024, 65535), "data", 65534));
      case 8 -> spec.put("ipFamily", dice.oneOf("IPv4", "IPv6"));
      case 9 ->
          spec.put(
              "placement", dice.oneOf("SameNode", "DifferentNodes", "DifferentZones", "SameZone"));
      case 10 -> spec.put("activeDeadlineSeconds", dice.oneOf(1, 60, 172_800));
      default -> spec.remove(dice.oneOf(List.copyOf(spec.keySet())));
    }
  }

  private void what() {
    if (dice.chance(70)) {
      tool = dice.oneOf(Tool.values());
      spec.put("tool", tool);
    }
    if (dice.chance(60)) {
      paths = dice.some(List.of(Path.values()), 1, 5);
      spec.put("paths", paths);
    }
    if (dice.chance(30)) {
      spec.put("baseline", dice.oneOf(paths));
    }
    if (tool.measures(Measurement.TCPBandwidth) && dice.chance(25)) {
      streams = dice.between(2, tool.mostStreams());
      spec.put("streams", streams);
    }
    if (streams > 1 || dice.chance(60)) {
      var all = measurable();
      measurements = dice.some(all, 1, all.size());
      spec.put("measurements", measurements);
    }
    if (dice.chance(30) && measured().stream().anyMatch(Measurement::bandwidth)) {
      sizes = dice.some(SIZES, 1, 3);
      spec.put("messageSizes", sizes);
    }
    if (dice.chance(20) && measured().stream().anyMatch(m -> !m.bandwidth())) {
      latencySizes = dice.some(SIZES, 1, 3);
      spec.put("latencyMessageSizes", latencySizes);
    }
  }

  private List<Measurement> measurable() {
    var all = new ArrayList<>(List.of(Measurement.values()));
    all.removeIf(m -> !tool.measures(m));
    all.removeIf(m -> streams > 1 && !m.bandwidth());
    all.removeIf(m -> tool == Tool.qperf && paths.contains(Path.PodToHost) && m.udp());
    return all;
  }

  private List<Measurement> measured() {
    return measurements.isEmpty() ? tool.defaultMeasurements() : measurements;
  }

  /** Into how many samples the sizes part a turn of a path. */
  private int parts() {
    return Math.max(1, Math.max(sizes.size(), latencySizes.size()));
  }

  private void howOften() {
    int inOne = paths.size() * parts();
    repetitions = dice.between(1, Math.max(1, MOST_SAMPLES / inOne - 1));
    warmups = repetitions > 1 ? dice.oneOf(0, 0, 1) : 0;
    spec.put("repetitions", repetitions);
    if (warmups > 0 || dice.chance(20)) {
      spec.put("warmups", warmups);
    }
    if (dice.chance(40)) {
      spec.put("order", dice.oneOf("Interleaved", "Sequential"));
    }
    if (dice.chance(30)) {
      spec.put("retriesPerSample", dice.between(0, 10));
    }
    if (dice.chance(20)) {
      spec.put("suspend", false);
    }
    if (dice.chance(20)) {
      spec.put("rerun", dice.oneOf("again", "x".repeat(63), "ä\n\"'`$(id)"));
    }
  }

  private void times() {
    int duration = dice.oneOf(1, 2, 10, 60);
    int pause = dice.oneOf(0, 0, 1, 30);
    spec.put("durationSeconds", duration);
    if (pause > 0 || dice.chance(20)) {
      spec.put("pauseSeconds", pause);
    }
    int samples = (repetitions + warmups) * paths.size() * parts();
    int planned = samples * (measured().size() * duration + pause);
    if (dice.chance(20)) {
      spec.put("activeDeadlineSeconds", dice.between(planned, planned + 1_000));
    }
  }

  private void where() {
    var placement = dice.oneOf("DifferentNodes", "DifferentNodes", "SameNode", "DifferentZones");
    if (!placement.equals("DifferentNodes") || dice.chance(20)) {
      spec.put("placement", placement);
    }
    var names = dice.shuffled(List.of("node-1", "node-2", "node-3"));
    if (dice.chance(50)) {
      spec.put("server", endpoint(names.get(0)));
    }
    if (dice.chance(50)) {
      spec.put("client", endpoint(names.get(placement.equals("SameNode") ? 0 : 1)));
    }
    if (dice.chance(30)) {
      spec.put("ipFamily", "IPv4");
    }
  }

  private Map<String, Object> endpoint(String name) {
    var endpoint = new LinkedHashMap<String, Object>();
    switch (dice.below(3)) {
      case 0 -> endpoint.put("nodeName", name);
      case 1 ->
          endpoint.put("nodeSelector", Map.of("node.kubernetes.io/instance-type", "m5.large"));
      default -> {}
    }
    if (dice.chance(30)) {
      endpoint.put("tolerations", dice.some(tolerations(), 1, 3));
    }
    return endpoint;
  }

  private static List<Map<String, Object>> tolerations() {
    return List.of(
        Map.of("operator", "Exists"),
        Map.of("key", "dedicated", "value", "net", "effect", "NoSchedule"),
        Map.of("key", "example.com/spot", "operator", "Exists", "effect", ""),
        Map.of("key", "Some_taint.of-mine", "operator", "", "value", ""),
        Map.of(
            "key", "gone", "operator", "Exists", "effect", "NoExecute", "tolerationSeconds", 30));
  }

  private void ports() {
    if (dice.chance(30)) {
      int control = dice.between(1_200, 65_000);
      int apart = dice.oneOf(1, 2 * streams, -2 * streams, 2 * streams + 101);
      int data = control + apart;
      var named = new LinkedHashMap<String, Object>();
      named.put("control", control);
      named.put("data", data);
      named.put("report", 1_100);
      named.keySet().retainAll(dice.some(List.of("control", "data", "report"), 0, 3));
      spec.put("ports", named);
    }
  }

  private void pods() {
    if (dice.chance(30)) {
      spec.put("podRetention", dice.oneOf("Never", "OnFailure", "Always"));
    }
    if (dice.chance(30)) {
      spec.put("probe", Map.of("resources", resources()));
    }
  }

  private Map<String, Object> resources() {
    long least = ProbeMemory.of(Specs.spec(json(spec))).least();
    var requests = new LinkedHashMap<String, Object>();
    requests.put("cpu", dice.oneOf("10m", "1", 1, 0.5, 0.001));
    requests.put("memory", dice.oneOf("32Mi", "2e6", 1_000_000));
    var limits = new LinkedHashMap<String, Object>();
    limits.put("cpu", dice.oneOf(2, 1.5, "1000m"));
    limits.put("memory", dice.oneOf(Math.max(least, 32 << 20), "1Gi"));
    if (dice.chance(30)) {
      requests.put("ephemeral-storage", dice.oneOf("1Mi", 1_000_000));
      limits.put("ephemeral-storage", dice.oneOf("10Mi", ".5G"));
    }
    return Map.of("requests", requests, "limits", limits);
  }

  private void thresholds() {
    if (dice.chance(60)) {
      return;
    }
    var thresholds = new ArrayList<Map<String, Object>>();
    for (var path : paths) {
      for (var measurement : measured()) {
        if (dice.chance(50) && thresholds.size() < 20) {
          thresholds.add(threshold(path, measurement));
        }
      }
    }
    if (!thresholds.isEmpty()) {
      spec.put("thresholds", thresholds);
    }
  }

  private Map<String, Object> threshold(Path path, Measurement measurement) {
    var threshold = new LinkedHashMap<String, Object>();
    threshold.put("path", path);
    threshold.put("measurement", measurement);
    var named = measurement.bandwidth() ? sizes : latencySizes;
    if (named.size() > 1 || (named.size() == 1 && dice.chance(50))) {
      threshold.put("messageSize", dice.oneOf(named));
    }
    threshold.put(
        "min",
        measurement.bandwidth() ? dice.oneOf("1", "9.5G", 950_000_000) : dice.oneOf("1ns", "10us"));
    if (dice.chance(50)) {
      threshold.put("max", measurement.bandwidth() ? "100G" : "1.5ms");
    }
    var baseline = spec.get("baseline");
    var against =
        baseline != null
            ? baseline
            : paths.contains(Path.HostToHost) ? Path.HostToHost : paths.get(0);
    if (repetitions >= 2 && path != against && dice.chance(50)) {
      threshold.put("minPercentOfBaseline", dice.between(1, 100));
      threshold.put("maxPercentOfBaseline", dice.between(100, 100_000));
    }
    return threshold;
  }

  private static String json(Map<String, Object> spec) {
    try {
      return JSON.writeValueAsString(spec);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
