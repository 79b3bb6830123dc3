package dev.netperf.operator.probe;

import dev.netperf.operator.api.v1alpha1.Reason;
import dev.netperf.operator.api.v1alpha1.SideFacts;
import dev.netperf.operator.api.v1alpha1.Value;
import java.util.List;
import java.util.Optional;

/** What a tool's output says: every value that was asked for, or why there is none. */
public sealed interface Reading {

  /**
   * The tool measured.
   *
   * @param values one for each measurement asked for, in that order
   * @param clientCpuModel the client node's CPU, where the tool tells
   * @param serverCpuModel the server node's CPU, where the tool tells
   * @param facts what else was seen meanwhile, by the tool and by the entry script
   */
  record Measured(
      List<Value> values,
      Optional<String> clientCpuModel,
      Optional<String> serverCpuModel,
      SideFacts facts)
      implements Reading {
    public Measured {
      values = List.copyOf(values);
    }
  }

  /**
   * The tool did not measure.
   *
   * @param reason why
   * @param message a sentence, with the tail of the output
   */
  record Failed(Reason reason, String message) implements Reading {}
}
