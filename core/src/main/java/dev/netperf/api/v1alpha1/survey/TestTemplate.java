package dev.netperf.api.v1alpha1.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;

/**
 * The test of a pair, as a CronJob has a template of its jobs.
 *
 * @param metadata metadata of every test
 * @param spec what is measured of a pair; nodes, placement, thresholds, suspend, rerun and
 *     ttlSecondsAfterFinished are the survey's business and are not in the schema
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record TestTemplate(
    @JsonPropertyDescription("Labels and annotations of every test.") TestMetadata metadata,
    @JsonPropertyDescription("What is measured of a pair, as in a NetPerfTest.")
        NetPerfTestSpec spec) {

  /** Two repetitions of five seconds. */
  public static final TestTemplate DEFAULT = new TestTemplate(null, null);

  public TestTemplate {
    metadata = metadata == null ? new TestMetadata(null, null) : metadata;
    spec = spec == null ? SurveyDefaults.SPEC : spec;
  }
}
