package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Value;
import java.util.List;
import java.util.Optional;

/** What a tool's output says: every value that was asked for, or why there is none. */
public sealed interface Reading {

  /**
   * The tool measured.
   *
   * @param values one for each measurement asked for, in that order, with what was seen meanwhile
   * @param clientCpuModel the client node's CPU, where the tool tells
   * @param serverCpuModel the server node's CPU, where the tool tells
   */
  record Measured(
      List<Value> values, Optional<String> clientCpuModel, Optional<String> serverCpuModel)
      implements Reading {
    public Measured {
      values = List.copyOf(values);
    }

    /** The same of nodes with these CPUs. */
    Measured on(Optional<String> client, Optional<String> server) {
      return new Measured(values, client, server);
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
