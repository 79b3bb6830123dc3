package dev.netperf.operator.scale;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.api.v1alpha1.survey.NetPerfSurveySlice;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Surveys of a fleet of fake nodes: what a pair costs, what is left of it, and how long it takes.
 */
final class SurveyBench {
  private static final Duration PATIENCE = Duration.ofMinutes(40);
  private static final String SURVEY = "fleet";

  /** 2 paths × 2 repetitions: 4 samples. */
  private static final Map<String, Object> TEST = Map.of("repetitions", 2, "durationSeconds", 2);

  private final KubernetesClient client;
  private final Processes processes;
  private final Audit audit;

  SurveyBench(KubernetesClient client, Processes processes, Audit audit) {
    this.client = client;
    this.processes = processes;
    this.audit = audit;
  }

  /** What a survey has cost, from its creation to its end. */
  SurveyCost survey(int nodes, int partners, int maxPairs)
      throws InterruptedException, IOException {
    long before = processes.kibibytes(Report.OPERATOR, "VmRSS");
    long position = audit.position();
    var starts = Collections.synchronizedList(new ArrayList<Long>());
    var statusBytes = new AtomicInteger();
    var last = new AtomicReference<NetPerfSurvey>();
    var end = new CountDownLatch(1);
    var tests = client.resources(NetPerfTest.class).inNamespace(Specimens.NAMESPACE);
    var surveys = client.resources(NetPerfSurvey.class).inNamespace(Specimens.NAMESPACE);
    long began = System.nanoTime();
    var births =
        tests.watch(
            watcher(
                (action, test) -> {
                  if (action == Watcher.Action.ADDED) {
                    starts.add(System.nanoTime());
                  }
                }));
    var statuses =
        surveys.watch(
            watcher(
                (action, survey) -> {
                  statusBytes.accumulateAndGet(bytes(survey.getStatus()), Math::max);
                  if (survey.getStatus() != null && survey.getStatus().finished()) {
                    last.set(survey);
                    end.countDown();
                  }
                }));
    try {
      client.resource(of(nodes, partners, maxPairs)).create();
      if (!end.await(PATIENCE.toMinutes(), TimeUnit.MINUTES)) {
        throw new IllegalStateException("the survey has not ended after " + PATIENCE);
      }
    } finally {
      births.close();
      statuses.close();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    int left = childrenLeft();
    var progress = last.get().getStatus().progress();
    var slices = client.resources(NetPerfSurveySlice.class).inNamespace(Specimens.NAMESPACE).list();
    var cost =
        new SurveyCost(
            nodes,
            maxPairs,
            last.get().getStatus().plan().pairs(),
            progress.measured(),
            seconds,
            median(intervals(starts)),
            audit.requests(position, audit.position()),
            statusBytes.get(),
            slices.getItems().size(),
            slices.getItems().stream().mapToInt(SurveyBench::bytes).max().orElse(0),
            before,
            processes.kibibytes(Report.OPERATOR, "VmRSS"),
            left);
    surveys.withName(SURVEY).delete();
    surveys.withName(SURVEY).waitUntilCondition(s -> s == null, 1, TimeUnit.MINUTES);
    return cost;
  }

  /** Milliseconds from one test to the next, where somebody applies each when the last ended. */
  long byHand(int count) throws InterruptedException {
    var starts = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      starts.add(System.nanoTime());
      var test = Specimens.test("by-hand-" + i, "by-hand", i, TEST);
      client.resource(test).create();
      var ended =
          client
              .resources(NetPerfTest.class)
              .inNamespace(Specimens.NAMESPACE)
              .withName(test.getMetadata().getName())
              .waitUntilCondition(
                  t -> t != null && t.getStatus() != null && t.getStatus().finished(),
                  1,
                  TimeUnit.MINUTES);
      if (ended.getStatus().condition(Condition.COMPLETE).isEmpty()) {
        throw new IllegalStateException("not measured: " + ended.getStatus().failures());
      }
    }
    ScaleBench.forget(client, "by-hand");
    return median(intervals(starts));
  }

  /** The last go within seconds of the end; what is there after half a minute is left behind. */
  private int childrenLeft() throws InterruptedException {
    int left = Integer.MAX_VALUE;
    for (int tries = 60; tries > 0 && left > 0; tries--) {
      TimeUnit.MILLISECONDS.sleep(500);
      left =
          client
                  .resources(NetPerfTest.class)
                  .inNamespace(Specimens.NAMESPACE)
                  .list()
                  .getItems()
                  .size()
              + client.pods().inNamespace(Specimens.NAMESPACE).list().getItems().size();
    }
    return left;
  }

  private static GenericKubernetesResource of(int nodes, int partners, int maxPairs) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("netperf.dev/v1alpha1")
        .withKind("NetPerfSurvey")
        .withNewMetadata()
        .withName(SURVEY)
        .withNamespace(Specimens.NAMESPACE)
        .endMetadata()
        .addToAdditionalProperties(
            "spec",
            Map.of(
                "nodes",
                Map.of("max", nodes),
                "groupBy",
                List.of("node.kubernetes.io/instance-type", "topology.kubernetes.io/zone"),
                "coverage",
                Map.of("mode", "Sample", "partners", partners),
                "concurrency",
                Map.of("maxPairs", maxPairs),
                "testTemplate",
                Map.of("spec", TEST)))
        .build();
  }

  private interface News<T> {
    void of(Watcher.Action action, T resource);
  }

  private static <T> Watcher<T> watcher(News<T> news) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T resource) {
        news.of(action, resource);
      }

      @Override
      public void onClose(WatcherException cause) {}
    };
  }

  private static int bytes(Object object) {
    return object == null
        ? 0
        : Serialization.asJson(object).getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<Long> intervals(List<Long> nanos) {
    return IntStream.range(1, nanos.size())
        .mapToObj(i -> TimeUnit.NANOSECONDS.toMillis(nanos.get(i) - nanos.get(i - 1)))
        .sorted()
        .toList();
  }

  private static long median(List<Long> sorted) {
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }
}
