package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import dev.netperf.operator.cluster.OwnedObjects;
import dev.netperf.operator.observe.Pages;
import dev.netperf.operator.probe.Labels;
import dev.netperf.operator.runtime.Leadership;
import dev.netperf.operator.runtime.Pace;
import dev.netperf.operator.survey.stage.SurveyLabels;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The real one.
 *
 * @param client of the API server
 * @param pace that all reconciliations keep together
 * @param leadership without which nothing is asked
 */
record KubernetesSurveyObjects(KubernetesClient client, Pace pace, Leadership leadership)
    implements SurveyObjects {
  /** So many names fit into the address of a request. */
  private static final int AT_ONCE = 50;

  @Override
  public Stream<NetPerfSurveySlice> slices(NetPerfSurvey survey) {
    ready();
    var labelled =
        client
            .resources(NetPerfSurveySlice.class)
            .inNamespace(survey.getMetadata().getNamespace())
            .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
            .withLabel(SurveyLabels.SURVEY_UID, survey.getMetadata().getUid());
    return Pages.all(Pages.SIZE, labelled::list).filter(slice -> OwnedObjects.owned(slice, survey));
  }

  @Override
  public NetPerfSurveySlice write(NetPerfSurveySlice slice) {
    ready();
    var resource = client.resource(slice);
    return slice.getMetadata().getResourceVersion() == null
        ? resource.create()
        : resource.lockResourceVersion(slice.getMetadata().getResourceVersion()).update();
  }

  @Override
  public void deleteSlices(NetPerfSurvey survey, Set<String> runs) {
    var all = List.copyOf(runs);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      ready();
      deleteAll(
          "netperfsurveyslices",
          survey.getMetadata().getNamespace(),
          SurveyLabels.SURVEY_UID
              + "="
              + survey.getMetadata().getUid()
              + ","
              + SurveyLabels.RUN
              + " in ("
              + String.join(",", all.subList(from, Math.min(all.size(), from + AT_ONCE)))
              + ")");
    }
  }

  @Override
  public List<NetPerfTest> tests(NetPerfSurvey survey) {
    ready();
    var labelled =
        client
            .resources(NetPerfTest.class)
            .inNamespace(survey.getMetadata().getNamespace())
            .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
            .withLabel(SurveyLabels.SURVEY_UID, survey.getMetadata().getUid());
    return Pages.all(Pages.SIZE, labelled::list)
        .filter(test -> OwnedObjects.owned(test, survey))
        .toList();
  }

  /**
   * Those that ended well by their labels: a request for many. The others by name: of one that
   * failed its user may have made a copy, labels and all, to try it again.
   */
  @Override
  public void delete(List<NetPerfTest> tests) {
    var bySuccess =
        tests.stream().collect(Collectors.partitioningBy(KubernetesSurveyObjects::succeeded));
    deleteByLabels(bySuccess.get(true));
    for (var test : bySuccess.get(false)) {
      ready();
      client.resource(test).delete();
    }
  }

  private static boolean succeeded(NetPerfTest test) {
    return test.getStatus() != null && test.getStatus().succeeded();
  }

  private void deleteByLabels(List<NetPerfTest> tests) {
    var byRun =
        tests.stream().collect(Collectors.groupingBy(test -> label(test, SurveyLabels.RUN)));
    byRun.forEach(
        (run, all) -> {
          for (int from = 0; from < all.size(); from += AT_ONCE) {
            ready();
            var some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            deleteAll(
                "netperftests",
                some.get(0).getMetadata().getNamespace(),
                some.stream()
                    .map(test -> label(test, SurveyLabels.PAIR))
                    .collect(
                        Collectors.joining(
                            ",",
                            SurveyLabels.SURVEY_UID
                                + "="
                                + label(some.get(0), SurveyLabels.SURVEY_UID)
                                + ","
                                + SurveyLabels.RUN
                                + "="
                                + run
                                + ","
                                + SurveyLabels.PAIR
                                + " in (",
                            ")")));
          }
        });
  }

  private static String label(NetPerfTest test, String key) {
    return test.getMetadata().getLabels().getOrDefault(key, "");
  }

  /** In one request; the client would list them and delete one after the other. */
  private void deleteAll(String kind, String namespace, String selector) {
    client.raw(
        "/apis/netperf.dev/v1alpha1/namespaces/"
            + namespace
            + "/"
            + kind
            + "?labelSelector="
            + java.net.URLEncoder.encode(selector, java.nio.charset.StandardCharsets.UTF_8),
        "DELETE",
        null);
  }

  private void ready() {
    pace.await();
    leadership.require();
  }
}
