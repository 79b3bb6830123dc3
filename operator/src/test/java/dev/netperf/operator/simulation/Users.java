package dev.netperf.operator.simulation;

import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.operator.fake.Store;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** People and pipelines with their tests. */
final class Users {
  private static final Map<String, NetPerfTestSpec> PARSED = new ConcurrentHashMap<>();
  private static final List<String> PATHS =
      List.of(
          "[PodToPod]",
          "[HostToHost, PodToPod]",
          "[HostToHost, PodToPod]",
          "[HostToHost, PodToService]");
  private static final List<String> NODES =
      List.of("", "", "server: {nodeName: node-2}\nclient: {nodeName: node-1}\n");
  private static final String RERUN = "rerun";
  private static final String SUSPEND = "suspend: true\n";
  private static final List<String> RETENTIONS = List.of("Never", "OnFailure", "Always");

  private final Simulation world;
  private final Random random;
  private final Map<String, String> texts = new HashMap<>();
  private int reruns;

  Users(Simulation world) {
    this.world = world;
    this.random = world.random;
  }

  void create(String name) {
    if (world.store.test(name).isEmpty()) {
      var text = spec();
      texts.put(name, text);
      remember(world.api.createTest(name, parsed(text)));
      world.story.tell("user", "creates %s", name);
    }
  }

  private String spec() {
    return one(NODES)
        + "paths: %s\nrepetitions: %d\nwarmups: %d\norder: %s\nretriesPerSample: %d\npauseSeconds: %d\npodRetention: %s\ndurationSeconds: 1\n"
            .formatted(
                one(PATHS),
                1 + random.nextInt(2),
                random.nextInt(4) / 3,
                random.nextInt(4) == 0 ? "Sequential" : "Interleaved",
                random.nextInt(3),
                random.nextInt(4) == 0 ? 2 : 0,
                random.nextInt(3) == 0 ? one(RETENTIONS) : "Never")
        + (random.nextInt(6) == 0 ? "ttlSecondsAfterFinished: 20\n" : "");
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Another spec, or the same once more. */
  void changeSpec() {
    test()
        .ifPresent(
            test -> {
              var again = "rerun: again-" + reruns++ % 10 + "\n";
              var text = texts.get(test.getMetadata().getName());
              change(test, random.nextBoolean() ? spec() : without(RERUN, text) + again);
            });
  }

  /** Another spec, and soon the former again. */
  void changeSpecAndBack(long millis) {
    test()
        .ifPresent(
            test -> {
              var name = test.getMetadata().getName();
              var text = texts.get(name);
              change(test, without(RERUN, text) + "rerun: for-a-moment\n");
              world.agenda.in(millis, () -> world.store.test(name).ifPresent(t -> change(t, text)));
            });
  }

  private static String without(String field, String text) {
    return text.replaceAll("(?m)^" + field + ":.*\n", "");
  }

  /** Suspends a test for a while. */
  void suspend(long millis) {
    test()
        .ifPresent(
            test -> {
              change(test, texts.get(test.getMetadata().getName()) + SUSPEND);
              world.agenda.in(millis, () -> resume(test.getMetadata().getName()));
            });
  }

  void resume(String name) {
    world.store.test(name).ifPresent(test -> change(test, texts.get(name).replace(SUSPEND, "")));
  }

  private void change(NetPerfTest test, String text) {
    texts.put(test.getMetadata().getName(), text);
    world.api.updateSpec(test, parsed(text));
    world.store.test(test.getMetadata().getName()).ifPresent(this::remember);
    world.story.tell(
        "user", "changes %s: %s", test.getMetadata().getName(), text.replace('\n', ' '));
  }

  private static NetPerfTestSpec parsed(String text) {
    return PARSED.computeIfAbsent(text, Specs::spec);
  }

  /** In the background, or in the foreground: then its pods go first. */
  void delete(boolean recreate) {
    test()
        .ifPresent(
            test -> {
              var name = test.getMetadata().getName();
              world.story.tell("user", "deletes %s", name);
              if (random.nextBoolean()) {
                var leaving = test.copy();
                leaving.getMetadata().setDeletionTimestamp(world.agenda.now().toString());
                world.store.put(leaving);
                world.agenda.in(3000, () -> world.store.test(name).ifPresent(world.store::remove));
              } else {
                world.store.remove(test);
              }
              if (recreate) {
                world.agenda.in(random.nextInt(5000), () -> create(name));
              }
            });
  }

  /** Somebody's robot annotates a test from now on, for ever, many times a second. */
  void writesFast() {
    test()
        .ifPresent(
            test -> {
              world.story.tell("robot", "annotates %s for ever", test.getMetadata().getName());
              world.api.annotateForEver(test.getMetadata().getName());
            });
  }

  /** Somebody makes a pod of the name that the next client of a test will have. */
  void takePodName() {
    test()
        .filter(test -> test.getStatus() != null && test.getStatus().run() != null)
        .ifPresent(
            test -> {
              var taken = test.getStatus().samples().size() + 1;
              var name =
                  "%s-%.8s-client-%d"
                      .formatted(test.getMetadata().getName(), test.getStatus().run().id(), taken);
              if (!world.store.all(Store.Kind.POD).containsKey(name)) {
                world.story.tell("stranger", "creates pod %s", name);
                world.store.put(
                    new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build());
              }
            });
  }

  private void remember(NetPerfTest test) {
    var measured =
        texts
            .get(test.getMetadata().getName())
            .replaceAll(
                "(?m)^(suspend|podRetention|ttlSecondsAfterFinished|retriesPerSample):.*\n", "");
    world.truth.ask(
        test.getMetadata().getUid(),
        test.getMetadata().getGeneration(),
        new Truth.Asked(test.getSpec(), measured));
  }

  private Optional<NetPerfTest> test() {
    var tests = world.store.tests();
    return tests.isEmpty()
        ? Optional.empty()
        : Optional.of(tests.get(random.nextInt(tests.size())));
  }
}
