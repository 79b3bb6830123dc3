package dev.netperf.operator.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netperf.Dice;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parts of a pod of any kind, sound or not. What a test may not have on purpose, see {@code
 * pod-verdicts/narrower.yaml}, is not among them.
 */
final class RandomFragments {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] SIGNS = {
    "a", "z", "A", "0", "9", "-", "_", ".", "/", " ", "é", "\n"
  };

  private final Dice dice;

  private RandomFragments(Dice dice) {
    this.dice = dice;
  }

  static PodFragment any(Dice dice) {
    var fragments = new RandomFragments(dice);
    return switch (dice.below(3)) {
      case 0 ->
          new PodFragment(json(new Object[] {fragments.toleration()}), null, null, null, "", "");
      case 1 -> new PodFragment(null, json(fragments.labels()), null, null, "", "");
      default -> new PodFragment(null, null, json(fragments.resources()), null, "", "");
    };
  }

  private Map<String, Object> toleration() {
    var toleration = new LinkedHashMap<String, Object>();
    some(toleration, "key", dice.chance(60) ? "dedicated" : name());
    some(toleration, "operator", dice.oneOf("Exists", "Exists", "Equal", "", "In", null));
    some(toleration, "value", dice.oneOf("", "perf", name(), null));
    some(
        toleration,
        "effect",
        dice.oneOf("NoSchedule", "NoExecute", "NoExecute", "PreferNoSchedule", "", "Never"));
    some(toleration, "tolerationSeconds", dice.oneOf(0, -1, 60, null));
    return toleration;
  }

  private Map<String, Object> labels() {
    return Map.of(name(), dice.chance(60) ? "x" : name(), "disk", dice.oneOf("ssd", "", name()));
  }

  private Map<String, Object> resources() {
    var resources = new LinkedHashMap<String, Object>();
    some(resources, "requests", amounts());
    some(resources, "limits", amounts());
    return resources;
  }

  private Map<String, Object> amounts() {
    var amounts = new LinkedHashMap<String, Object>();
    some(amounts, "cpu", cpu());
    some(amounts, "memory", bytes());
    some(amounts, "ephemeral-storage", bytes());
    if (dice.chance(5)) {
      amounts.put(dice.oneOf("gpu", "Memory", "pods", "storage", "hugepages", "a b"), 1);
    }
    return amounts;
  }

  private Object cpu() {
    return dice.chance(50)
        ? dice.oneOf(0, 1, 2, -1, 0.1, 0.5, 1.25, -0.5, 0.001, 1e-7, true)
        : quantity(dice.oneOf("", "m", "u", "n", "e0", "E+1", "e-2", "Mi", "mm", "C"));
  }

  /** 16 MiB and more, for less is too little for the tool. */
  private Object bytes() {
    return dice.chance(50)
        ? dice.oneOf(0, 16_777_216, 1_000_000_000, -1)
        : quantity(
            dice.oneOf("G", "Gi", "T", "Ti", "e9", "E+10", "e08", "P", "Kb", "GI", "e", " G"));
  }

  private String quantity(String unit) {
    return dice.oneOf("", "", "", "+", "-")
        + dice.oneOf("1", "2", "0.5", ".5", "1.", "1.000000001", "00.1", "1,5", "999")
        + unit;
  }

  /** With its bounds in mind, or any signs. */
  private String name() {
    return switch (dice.below(5)) {
      case 0 -> "n".repeat(dice.oneOf(62, 63, 64));
      case 1 -> "d".repeat(dice.oneOf(252, 253, 254)) + "/" + "n".repeat(dice.oneOf(1, 63, 64));
      case 2 -> "a." + signs(3) + "/" + signs(3);
      default -> signs(dice.between(0, 4));
    };
  }

  private String signs(int count) {
    var signs = new StringBuilder();
    for (int i = 0; i < count; i++) {
      signs.append(dice.oneOf(SIGNS));
    }
    return signs.toString();
  }

  private void some(Map<String, Object> fields, String name, Object value) {
    if (dice.chance(70)) {
      fields.put(name, value);
    }
  }

  private static JsonNode json(Object value) {
    return JSON.valueToTree(value);
  }
}
