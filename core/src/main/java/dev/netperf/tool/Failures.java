package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a tool's failures look like.
 *
 * @param tool the tool's name, for messages
 * @param texts what it prints; the first that occurs in the output decides
 */
record Failures(String tool, List<Text> texts) {
  /** What the scripts around the tools say where client and server don't come to agree. */
  private static final List<Text> OF_SCRIPTS =
      List.of(
          new Text("probe: no connection to", Reason.ConnectFailed),
          new Text("is not the server of this run", Reason.ServerMismatch),
          new Text("probe: no answer from", Reason.ServerUnresponsive),
          new Text("didn't end in time and was stopped", Reason.ServerUnresponsive),
          new Text("gave no account of the measurement", Reason.ServerMismatch));

  /** Exit codes above it say which signal ended the tool. */
  private static final int SIGNALLED = 128;

  /** What a text means. */
  record Text(String text, Reason reason) {}

  /** Why a tool that ended like this measured nothing; empty when its output has to be read. */
  Optional<Reading> ofEnd(Envelope envelope) {
    if (envelope.timedOut()) {
      return Optional.of(
          failed(
              Reason.ServerUnresponsive, tool + " didn't end in time and was stopped", envelope));
    }
    if (envelope.exitCode() != 0) {
      return Optional.of(
          failed(
              reason(envelope), tool + " ended with exit code " + envelope.exitCode(), envelope));
    }
    return envelope.truncated()
        ? Optional.of(failed(Reason.BadOutput, tool + "'s output is too long", envelope))
        : Optional.empty();
  }

  /** What the output says went wrong; BadOutput when it says nothing known. */
  Reason reason(Envelope envelope) {
    return Stream.concat(texts.stream(), OF_SCRIPTS.stream())
        .filter(failure -> envelope.output().contains(failure.text()))
        .map(Text::reason)
        .findFirst()
        .orElse(envelope.exitCode() > SIGNALLED ? Reason.ClientFailed : Reason.BadOutput);
  }

  /** A failure with the end of the output. */
  Reading failed(Reason reason, String what, Envelope envelope) {
    return new Reading.Failed(reason, what + envelope.tail());
  }
}
