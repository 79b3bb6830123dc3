package dev.netperf.operator.stage;

import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.operator.observe.Observation;
import dev.netperf.operator.placement.Claims.Waiting;
import dev.netperf.operator.placement.NodeNames;
import dev.netperf.operator.placement.SlotUse;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What to do, in this order: take the nodes, write the status, delete, create, delete the test.
 *
 * @param nodes the nodes that the test has or takes with this decision; empty: it gives them back
 * @param waiting what it waits for, if it waits for nodes
 * @param slot whether it measures, or waits for its turn
 * @param status the status to write; empty: none is to be written
 * @param delete pods, Services and NetworkPolicies to delete
 * @param create pods, Services and NetworkPolicies to create; the status is written before, even
 *     when it is unchanged: with its resource version it proves that the decision was not made on
 *     old news
 * @param failing whether a run or an attempt fails by it
 * @param expired whether the test itself is to be deleted: it is finished, and its time is over
 * @param lookAgain when to look again if nothing happens; empty: never
 */
public record Decision(
    Optional<NodeNames> nodes,
    Optional<Waiting> waiting,
    SlotUse slot,
    Optional<NetPerfTestStatus> status,
    List<HasMetadata> delete,
    List<HasMetadata> create,
    boolean failing,
    boolean expired,
    Optional<Duration> lookAgain) {

  public Decision {
    delete = List.copyOf(delete);
    create = List.copyOf(create);
  }

  /** Whether the status has to be written: it changed, or is the fence of a creation. */
  public boolean writes(Observation observation) {
    return status.isPresent() && !(create.isEmpty() && status.get().equals(observation.status()));
  }
}
