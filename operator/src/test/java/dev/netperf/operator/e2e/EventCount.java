package dev.netperf.operator.e2e;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the Events that the operator posts, by test: they go with their namespaces. */
final class EventCount implements ResourceEventHandler<Event> {
  private static final String CONTROLLER = "netperf.dev/operator";
  private final Map<String, Integer> byTest = new ConcurrentHashMap<>();

  static EventCount start(KubernetesClient client) {
    var count = new EventCount();
    client.events().v1().events().inAnyNamespace().inform(count);
    return count;
  }

  /** How many there were of each test, by its namespace and name. */
  Map<String, Integer> byTest() {
    return Map.copyOf(byTest);
  }

  @Override
  public void onAdd(Event event) {
    if (CONTROLLER.equals(event.getReportingController())) {
      var test = event.getRegarding();
      byTest.merge(test.getNamespace() + "/" + test.getName(), 1, Integer::sum);
    }
  }

  @Override
  public void onUpdate(Event before, Event after) {}

  @Override
  public void onDelete(Event event, boolean deletedFinalStateUnknown) {}
}
