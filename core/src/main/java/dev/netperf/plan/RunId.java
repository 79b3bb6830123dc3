package dev.netperf.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Ports;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The identity of a run: what is measured, by which resource, from which generation on.
 *
 * <p>The fields that don't change what is measured are left out.
 */
public final class RunId {
  private static final ObjectMapper JSON =
      Identity.json().addMixIn(Ports.class, AlsoDrawn.class).build();
  private static final Set<String> NOT_MEASURED =
      Set.of(
          "suspend",
          "placementDeadlineSeconds",
          "podRetention",
          "ttlSecondsAfterFinished",
          "thresholds",
          "retriesPerSample",
          "activeDeadlineSeconds");

  /** The rest of them were of a run's identity once: the ids of former runs stay. */
  private static final Set<String> NOT_MEASURED_FORMERLY =
      Set.of("suspend", "placementDeadlineSeconds", "podRetention", "ttlSecondsAfterFinished");

  /** Which every spec was stored with before ports were drawn: its id stays. */
  private static final Ports FORMER_PORTS = new Ports(19765, 19766, 19764);

  private static final int FORMER_DIGITS = 8;

  private static final ObjectNode DEFAULTS = defaults();

  /** A port that is not named is drawn: that is something else than any port. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  private interface AlsoDrawn {}

  private RunId() {}

  /**
   * 32 hexadecimal digits: so many that nobody finds two specs with the same, of which one is
   * measured and the other is shown.
   */
  public static String of(String uid, long generation, NetPerfTestSpec spec) {
    return of(uid, generation, spec, NOT_MEASURED);
  }

  private static String of(
      String uid, long generation, NetPerfTestSpec spec, Set<String> notMeasured) {
    ObjectNode measured = JSON.valueToTree(spec);
    measured.remove(notMeasured);
    return Identity.of(uid, generation, measured, DEFAULTS);
  }

  /** Whether a run has this id; earlier versions had shorter ones, and of more fields. */
  public static boolean is(String id, String uid, long generation, NetPerfTestSpec spec) {
    return Stream.of(NOT_MEASURED, NOT_MEASURED_FORMERLY)
        .map(notMeasured -> of(uid, generation, spec, notMeasured))
        .anyMatch(whole -> id.equals(whole) || id.equals(whole.substring(0, FORMER_DIGITS)));
  }

  private static ObjectNode defaults() {
    try {
      ObjectNode defaults = JSON.valueToTree(JSON.readValue("{}", NetPerfTestSpec.class));
      return defaults.set("ports", JSON.valueToTree(FORMER_PORTS));
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
