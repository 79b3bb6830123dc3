package dev.netperf.tool;

import java.util.Optional;

/**
 * What the server's pod saw of a measurement, which it proved to be its own words: {@code
 * probe-image/lib/account}.
 *
 * @param milliseconds how long it watched
 * @param bytes what TCP connections from the client brought over the measured ports, up to the last
 *     look
 * @param peak the most bytes a second that TCP connections brought from one look to the next; 0
 *     where nobody said
 * @param connections how many TCP connections came from the client to the server's ports
 * @param datagrams how many datagrams were handed to programs of the server's network namespace
 * @param others connections from elsewhere to the server's ports; empty: there were none
 */
record Account(
    long milliseconds,
    long bytes,
    long peak,
    long connections,
    long datagrams,
    Optional<Others> others) {
  private static final String ADDRESS = "[0-9a-f.:]{2,45}";

  /**
   * Connections that are not the client's.
   *
   * @param connections how many
   * @param bytes what they brought meanwhile
   * @param address the address of one, of one that brought something if there is such
   */
  record Others(long connections, long bytes, String address) {
    @Override
    public String toString() {
      return connections == 1 ? "one from " + address : connections + ", one from " + address;
    }
  }

  /** Empty where a part of it is missing. */
  static Optional<Account> of(EndFacts server) {
    var milliseconds = server.number("milliseconds");
    var bytes = server.number("bytes");
    var connections = server.number("connections");
    var datagrams = server.number("datagrams");
    if (milliseconds.isEmpty() || bytes.isEmpty() || connections.isEmpty() || datagrams.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Account(
            milliseconds.get(),
            bytes.get(),
            server.number("peak").orElse(0L),
            connections.get(),
            datagrams.get(),
            others(server)));
  }

  private static Optional<Others> others(EndFacts server) {
    return server
        .number("others")
        .filter(count -> count > 0)
        .map(
            count ->
                new Others(
                    count,
                    server.number("othersBytes").orElse(0L),
                    server.text("other", ADDRESS).orElse("an unknown address")));
  }
}
