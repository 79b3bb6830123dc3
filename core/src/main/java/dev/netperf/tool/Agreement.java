package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Reason;
import dev.netperf.api.v1alpha1.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Client and server must agree: what the tool says has arrived, the server's pod must have seen
 * arriving. Whoever answers in its place, anywhere on the way, has no account of the server's.
 *
 * <p>Bytes over TCP are seen by looking at the sockets, at most a second apart, and a connection
 * that has ended is not seen any more. So the end is missing: as much as the mean rate brings in 3
 * s, for a rate may rise threefold in the last second; or what its fastest rate brings in 2 s, for
 * the mean of a link that was down for a while says little. Of less than that a tenth must have
 * been seen: on a node that is busy a look comes late. Datagrams are counted by the kernel, all of
 * them.
 *
 * @param claim what must have arrived
 * @param account what the server saw
 * @param durationSeconds how long was measured
 * @param busyPercent how busy the busiest CPU of the server's node was
 */
record Agreement(Claim claim, Account account, int durationSeconds, int busyPercent) {
  private static final double LEAST_PART = 0.1;
  private static final double MOST_PART = 0.95;
  private static final double UNSEEN_SECONDS = 3;
  private static final double UNSEEN_SECONDS_AT_PEAK = 2;
  private static final int BUSY_PERCENT = 95;

  /** Clocks of two nodes, and a tick of qperf's. */
  private static final long LEAST_MILLISECONDS_A_SECOND = 950;

  /** Every value with what both ends saw, or why one is not to be trusted. */
  static Reading reading(Envelope envelope, Task task, List<Counted> counted) {
    var values = new ArrayList<Value>();
    for (int i = 0; i < counted.size(); i++) {
      var one = counted.get(i);
      var server = envelope.seen().server(i);
      var account = Account.of(server);
      if (account.isEmpty()) {
        return failed(one, Fault.strange("the server's account of it is missing"));
      }
      var fault =
          new Agreement(
                  one.claim(),
                  account.get(),
                  task.durationSeconds(),
                  Optional.ofNullable(server.percent("busy")).orElse(0))
              .fault();
      if (fault.isPresent()) {
        return failed(one, fault.get());
      }
      var planned = task.planned().get(i);
      var measurement = planned.measurement();
      values.add(
          one.value()
              .at(planned.messageSize())
              .withFacts(
                  envelope.seen().client(i).side(one.clientCpuPercent(), measurement),
                  server.side(one.serverCpuPercent(), measurement)));
    }
    return new Reading.Measured(values, Optional.empty(), Optional.empty());
  }

  private static Reading failed(Counted counted, Fault fault) {
    return new Reading.Failed(
        fault.reason(), counted.value().measurement() + " is no result: " + fault.text());
  }

  /**
   * A failure to which a connection from elsewhere may have led: these tools serve one at a time.
   */
  static Reading.Failed told(Reading.Failed failed, Envelope envelope, Task task) {
    if (failed.reason() == Reason.ForeignClient) {
      return failed;
    }
    return IntStream.range(0, task.planned().size())
        .mapToObj(envelope.seen()::server)
        .flatMap(server -> Account.of(server).flatMap(Account::others).stream())
        .findFirst()
        .map(
            others ->
                new Reading.Failed(
                    Reason.ForeignClient,
                    "Connections that are not the client's were at the server's ports ("
                        + others
                        + "): "
                        + failed.message()))
        .orElse(failed);
  }

  /** Why the two don't agree; empty when they do. */
  Optional<Fault> fault() {
    var others = account.others().filter(o -> o.bytes() > 0);
    if (others.isPresent()) {
      return Optional.of(
          new Fault(
              Reason.ForeignClient,
              "connections that are not the client's brought %s bytes to the server's ports (%s)"
                  .formatted(others.get().bytes(), others.get())));
    }
    if (account.milliseconds() < LEAST_MILLISECONDS_A_SECOND * durationSeconds) {
      return unseen("the server watched for %s ms only".formatted(account.milliseconds()));
    }
    if (claim.connected() && account.connections() == 0) {
      return unseen("the server saw no connection from the client");
    }
    if (account.bytes() < leastBytes()) {
      return unseen(
          "the server saw %s of the %s bytes that it is to have received"
              .formatted(account.bytes(), claim.bytes()));
    }
    return account.datagrams() < claim.datagrams()
        ? mismatch(
            "the server's network received %s of the %s datagrams that it is to have received"
                .formatted(account.datagrams(), claim.datagrams()))
        : Optional.empty();
  }

  private double leastBytes() {
    double all = claim.bytes();
    double unseen =
        Math.max(UNSEEN_SECONDS / durationSeconds * all, UNSEEN_SECONDS_AT_PEAK * account.peak());
    return Math.min(MOST_PART * all, Math.max(LEAST_PART * all, all - unseen));
  }

  /** What is seen by looking may be missed where nobody gets to look. */
  private Optional<Fault> unseen(String text) {
    return busyPercent < BUSY_PERCENT
        ? mismatch(text)
        : Optional.of(
            Fault.busy(
                "%s, and a CPU of its node was %d%% busy: it can't vouch for the rest"
                    .formatted(text, busyPercent)));
  }

  private static Optional<Fault> mismatch(String text) {
    return Optional.of(new Fault(Reason.ServerMismatch, text));
  }
}
