package dev.netperf.fleet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySpec;
import dev.netperf.plan.Identity;
import java.util.Set;

/**
 * The identity of a survey's run, made as that of a test's. What may change in mid-run is not part
 * of it: how much at a time, when it ends early, what is required of it, what nodes cost.
 */
public final class SurveyRunId {
  private static final ObjectMapper JSON = Identity.json().build();
  private static final Set<String> NOT_MEASURED =
      Set.of("suspend", "limits", "require", "prices", "keepTests", "concurrency");
  private static final Set<String> NOT_MEASURED_OF_A_TEST =
      Set.of(
          "podRetention", "placementDeadlineSeconds", "retriesPerSample", "activeDeadlineSeconds");

  private static final ObjectNode DEFAULTS = measured(NetPerfSurveySpec.DEFAULTS);

  private SurveyRunId() {}

  /** 32 hexadecimal digits. */
  public static String of(String uid, long generation, NetPerfSurveySpec spec) {
    return Identity.of(uid, generation, measured(spec), DEFAULTS);
  }

  /** Whether a run has this id. */
  public static boolean is(String id, String uid, long generation, NetPerfSurveySpec spec) {
    return id.equals(of(uid, generation, spec));
  }

  private static ObjectNode measured(NetPerfSurveySpec spec) {
    ObjectNode measured = JSON.valueToTree(spec);
    measured.remove(NOT_MEASURED);
    measured.withObject("/testTemplate/spec").remove(NOT_MEASURED_OF_A_TEST);
    return measured;
  }
}
