package dev.netperf.operator.simulation;

import dev.netperf.api.v1alpha1.Condition;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.operator.cluster.Cluster;
import dev.netperf.operator.cluster.OwnedObjects;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An operator's requests. Each takes time, in which the world moves on, other tests' turns
 * included; and each has its fate.
 *
 * @param world where it is
 * @param process whose it is
 */
record Connection(Simulation world, OperatorProcess process) implements Cluster<NetPerfTest> {
  @Override
  public NetPerfTest applyStatus(NetPerfTest test) {
    var name = test.getMetadata().getName();
    var seen = world.invariants.resultsSeen(process, test);
    return request(
        "status of " + name,
        () -> {
          var before = world.store.test(name).orElse(null);
          var written = world.api.applyStatus(test);
          world.story.tell("operator", "status of %s: %s", name, summary(written));
          world.invariants.statusWritten(process, before, written);
          world.invariants.notFailed(seen, before, written);
          return written;
        },
        process.informers()::wrote);
  }

  @Override
  public HasMetadata create(HasMetadata object) {
    return request(
        "create " + object.getMetadata().getName(),
        () -> {
          world.invariants.creates(object);
          var created = world.api.create(object);
          world.story.tell("operator", "created %s", object.getMetadata().getName());
          return created;
        },
        process.informers()::wrote);
  }

  @Override
  public Optional<HasMetadata> get(HasMetadata object) {
    return request("get " + object.getMetadata().getName(), () -> world.api.get(object));
  }

  @Override
  public Optional<NetPerfTest> whole(NetPerfTest observed) {
    var name = observed.getMetadata().getName();
    return request("get test " + name, () -> world.api.read(name));
  }

  @Override
  public List<Pod> pods(NetPerfTest owner) {
    return request("list pods", () -> owned(world.store.pods(), owner));
  }

  @Override
  public List<Service> services(NetPerfTest owner) {
    return request("list services", () -> owned(world.store.services(), owner));
  }

  private static <T extends HasMetadata> List<T> owned(List<T> all, NetPerfTest owner) {
    return all.stream().filter(object -> OwnedObjects.owned(object, owner)).toList();
  }

  @Override
  public Optional<Node> node(String name) {
    return request("get node " + name, () -> world.store.node(name));
  }

  @Override
  public List<Node> nodes() {
    return request("list nodes", world.store::nodes);
  }

  @Override
  public void delete(HasMetadata object) {
    request(
        "delete " + object.getMetadata().getName(),
        () -> {
          world.story.tell("operator", "deletes %s", object.getMetadata().getName());
          world.invariants.deletes(object);
          world.api.delete(object);
          return object;
        });
  }

  @Override
  public void deleteAsObserved(NetPerfTest observed) {
    request(
        "delete test",
        () -> {
          world.api.deleteTest(observed);
          return observed;
        });
  }

  @Override
  public void post(Event event) {
    request("event", () -> event);
  }

  private <T> T request(String what, Supplier<T> effect) {
    return request(what, effect, answer -> {});
  }

  private <T> T request(String what, Supplier<T> effect, Consumer<T> learns) {
    world.requested();
    world.timePasses();
    live();
    process.requireLeadership();
    world.invariants.asks(process);
    world.mayFreeze(process, what);
    live();
    long now = world.agenda.millis();
    var fate = world.weather.next(now);
    if (fate == Weather.Fate.KILLED_BEFORE) {
      world.kill(process, "before " + what);
      throw new Killed();
    }
    if (fate == Weather.Fate.REFUSED) {
      int code = world.weather.code(now);
      world.story.tell("network", "%s fails with %d", what, code);
      throw ApiServer.error(code, "no luck");
    }
    var answer = effect.get();
    if (fate == Weather.Fate.KILLED_AFTER) {
      world.kill(process, "after " + what);
      throw new Killed();
    }
    if (fate == Weather.Fate.ANSWER_LOST) {
      world.story.tell("network", "the answer to %s is lost", what);
      throw ApiServer.error(0, "timeout");
    }
    learns.accept(answer);
    return answer;
  }

  private void live() {
    if (!process.alive()) {
      throw new Killed();
    }
  }

  private static String summary(NetPerfTest test) {
    var status = test.getStatus();
    var ready = status.condition(Condition.READY).orElseThrow();
    return "generation %d run %s, %d samples, %d failures, Ready=%s %s: %s"
        .formatted(
            status.observedGeneration(),
            status.run().id(),
            status.samples().size(),
            status.failures().size(),
            ready.status(),
            ready.reason(),
            ready.message());
  }
}
