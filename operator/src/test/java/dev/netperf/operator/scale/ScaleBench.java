package dev.netperf.operator.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netperf.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The commands that {@code deploy/local/scale-bench} gives, one process each, with the cluster in
 * the environment's KUBECONFIG and everything else in one folder.
 */
public final class ScaleBench {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAIRS = 60;

  private final Path folder;
  private final Path recording;
  private final Path results;

  private ScaleBench(Path folder) {
    this.folder = folder;
    recording = folder.resolve("recording.json");
    results = folder.resolve("results.jsonl");
  }

  /** {@code FOLDER COMMAND ARGUMENTS...} */
  public static void main(String... args) throws Exception {
    var bench = new ScaleBench(Path.of(args[0]));
    var numbers = args.length < 5 ? new int[0] : numbers(args);
    switch (args[1]) {
      case "floor" -> Floor.serve(bench.recording.toFile());
      case "record" -> bench.with(bench::record);
      case "stand" -> bench.with(client -> bench.stand(client, Integer.parseInt(args[2])));
      case "saturate" -> bench.with(c -> bench.saturate(c, args[2], args[3], numbers));
      case "pace" -> bench.with(c -> bench.pace(c, args[2], args[3], numbers));
      case "surveys" -> bench.with(bench::surveys);
      case "report" -> System.out.print(Report.of(bench.results()));
      default -> throw new IllegalArgumentException(args[1]);
    }
    System.exit(0); // whatever threads the client has left
  }

  private static int[] numbers(String... args) {
    return IntStream.range(4, args.length).map(i -> Integer.parseInt(args[i])).toArray();
  }

  private interface Command {
    void run(KubernetesClient client) throws Exception;
  }

  private void with(Command command) throws Exception {
    try (var client = new KubernetesClientBuilder().build()) {
      command.run(client);
    }
  }

  /** Has one test measured by the operator and keeps what it wrote. */
  private void record(KubernetesClient client) throws IOException, InterruptedException {
    var versions = Collections.synchronizedList(new ArrayList<NetPerfTest>());
    var tests = client.resources(NetPerfTest.class).inNamespace(Specimens.NAMESPACE);
    var watch =
        tests.watch(
            new Watcher<>() {
              @Override
              public void eventReceived(Action action, NetPerfTest test) {
                versions.add(test);
              }

              @Override
              public void onClose(WatcherException cause) {}
            });
    try (var load = new Load(client, "record", PAIRS)) {
      load.saturate(1, 1);
    } finally {
      watch.close();
    }
    Recording.of(List.copyOf(versions)).write(recording.toFile());
    tests.delete();
  }

  /** Makes finished tests stand, up to so many, with the last status that was recorded. */
  private void stand(KubernetesClient client, int wanted) throws InterruptedException {
    var last = Recording.read(recording.toFile()).last();
    var tests = client.resources(NetPerfTest.class).inNamespace(Specimens.NAMESPACE);
    int standing = tests.withLabel(Specimens.PHASE, "standing").list().getItems().size();
    var threads = Executors.newFixedThreadPool(8);
    for (int i = standing; i < wanted; i++) {
      var test = Specimens.test("standing-" + i, "standing", i % PAIRS);
      threads.execute(
          () -> {
            client.resource(test).create();
            var made = new NetPerfTest();
            made.setMetadata(test.getMetadata());
            Specimens.applyStatus(client, Recording.status(made, last));
          });
    }
    threads.shutdown();
    if (!threads.awaitTermination(10, TimeUnit.MINUTES)) {
      throw new IllegalStateException("could not make " + wanted + " tests in 10 minutes");
    }
    int there = tests.withLabel(Specimens.PHASE, "standing").list().getItems().size();
    if (there != wanted) {
      throw new IllegalStateException("made " + there + " tests instead of " + wanted);
    }
  }

  /** {@code PHASE CONTROLLER ROUND IN-FLIGHT WARM-UP TESTS} */
  private void saturate(KubernetesClient client, String phase, String controller, int... n)
      throws Exception {
    try (var load = new Load(client, phase, PAIRS)) {
      load.saturate(n[1], n[2]);
      var meter = meter();
      var latencies = load.saturate(n[1], n[3]);
      keep(meter.since(phase, n[0], controller, latencies));
      load.drain();
    }
    forget(client, phase);
  }

  /** {@code PHASE CONTROLLER ROUND PER-SECOND TESTS} */
  private void pace(KubernetesClient client, String phase, String controller, int... n)
      throws Exception {
    try (var load = new Load(client, phase, PAIRS)) {
      load.pace(Duration.ofSeconds(1).dividedBy(n[1]), 4 * n[1]);
      var meter = meter();
      var latencies = load.pace(Duration.ofSeconds(1).dividedBy(n[1]), n[2]);
      keep(meter.since(phase, n[0], controller, latencies));
    }
    forget(client, phase);
  }

  /** Surveys of 500 nodes, after one that warms the operator up; prints what they cost. */
  private void surveys(KubernetesClient client) throws Exception {
    var surveys =
        new SurveyBench(client, new Processes(folder), new Audit(folder.resolve("audit.log")));
    surveys.survey(60, 10, 50);
    var single = surveys.survey(25, 4, 1);
    long byHand = surveys.byHand(50);
    System.out.printf(
        "From test to test: %d ms in a survey, %d ms by hand.%n%n", single.interval(), byHand);
    System.out.println(SurveyCost.head());
    var costs = new ArrayList<SurveyCost>();
    for (int partners : new int[] {6, 20}) {
      costs.add(surveys.survey(500, partners, 50));
      System.out.println(costs.get(costs.size() - 1).row());
    }
    System.out.printf("%n%s%n", SurveyCost.requests(costs));
    System.out.print(SurveyCost.aims(costs, single, byHand));
  }

  private Meter meter() {
    return Meter.read(new Processes(folder), new Audit(folder.resolve("audit.log")));
  }

  /** Removes the tests of a phase, and waits until they and their pods are gone. */
  static void forget(KubernetesClient client, String phase) throws InterruptedException {
    var tests =
        client
            .resources(NetPerfTest.class)
            .inNamespace(Specimens.NAMESPACE)
            .withLabel(Specimens.PHASE, phase);
    var pods = client.pods().inNamespace(Specimens.NAMESPACE);
    tests.delete();
    for (int tries = 300; tries > 0; tries--) {
      if (tests.list().getItems().isEmpty() && pods.list().getItems().isEmpty()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    throw new IllegalStateException("after a minute there are still pods of finished tests");
  }

  private void keep(Measured measured) throws IOException {
    Files.writeString(
        results,
        JSON.writeValueAsString(measured) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private List<Measured> results() throws IOException {
    var all = new ArrayList<Measured>();
    for (var line : Files.readAllLines(results)) {
      all.add(JSON.readValue(line, Measured.class));
    }
    return all;
  }
}
