package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is asked of an API server for a survey beside what is asked for any resource, a request
 * each. What the API server refuses, or doesn't answer, is a {@link
 * io.fabric8.kubernetes.client.KubernetesClientException}.
 */
public interface SurveyObjects {
  /** The slices of a survey, of whatever run, as the API server has them. */
  Stream<NetPerfSurveySlice> slices(NetPerfSurvey survey);

  /**
   * Creates a slice, or replaces the one of the resource version that it names.
   *
   * @return the slice as it is now
   */
  NetPerfSurveySlice write(NetPerfSurveySlice slice);

  /** Deletes the slices of these runs. */
  void deleteSlices(NetPerfSurvey survey, Set<String> runs);

  /** The tests that a survey controls, past every cache. */
  List<NetPerfTest> tests(NetPerfSurvey survey);

  /** Deletes these tests of one namespace. */
  void delete(List<NetPerfTest> tests);
}
