package dev.netperf.tool;

import dev.netperf.api.v1alpha1.Percentile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one ping-pong run of sockperf printed, every line of it. Times are one-way (half of a round
 * trip), in ns.
 *
 * @param total the whole run
 * @param valid the part of it that counts, without warm-up and end
 * @param anomalies messages that were dropped, came twice or out of order
 * @param average mean latency
 * @param summary the same, as printed a second time
 * @param observations how many latencies
 * @param latencies from the longest to the shortest, as printed
 */
record SockperfOutput(
    Part total,
    Part valid,
    long anomalies,
    long average,
    long summary,
    long observations,
    List<Long> latencies) {
  private static final String COLOUR = "[\\x1b?]\\[[0-9;]{0,9}m";
  private static final String COUNT = "([0-9]{1,15})";
  private static final String DECIMAL = "([0-9]{1,12}\\.[0-9]{3})";
  private static final String MESSAGES = "SentMessages=" + COUNT + "; ReceivedMessages=" + COUNT;

  /** Said when the highest rate that the script allows was not reached, as is usual. */
  private static final String TOO_HIGH =
      "(?:sockperf: Info: The requested message-per-second rate is too high\\. [^\\n]{1,80}\\n)?";

  private static final Pattern SECTION = Pattern.compile("(?m)^(?=(?:tcp|udp):\n)");

  /** What is printed, after {@link #COLOUR} is taken out. */
  private static final Pattern LINES =
      Pattern.compile(
          String.join(
                  "\\n",
                  "sockperf: == version #[^ \\n]{1,40} == ",
                  "sockperf\\[CLIENT\\] send on:sockperf: using recvfrom\\(\\) to block on socket\\(s\\)",
                  "",
                  "\\[ 0\\] IP = [0-9.]{1,15} {1,20}PORT = {1,5}[0-9]{1,5} # (TCP|UDP)",
                  "sockperf: Warmup stage \\(sending a few dummy messages\\)\\.\\.\\.",
                  "sockperf: Starting test\\.\\.\\.",
                  "sockperf: Test end \\(interrupted by timer\\)",
                  "sockperf: Test ended",
                  "sockperf: \\[Total Run\\] RunTime="
                      + DECIMAL
                      + " sec; Warm up time=[0-9]{1,9} msec; "
                      + MESSAGES,
                  "sockperf: ========= Printing statistics for Server No: 0",
                  "sockperf: \\[Valid Duration\\] RunTime=" + DECIMAL + " sec; " + MESSAGES,
                  "sockperf: ====> avg-latency= {0,9}"
                      + DECIMAL
                      + " \\(std-dev= {0,9}[0-9.]{1,15}\\)",
                  "sockperf: # dropped messages = "
                      + COUNT
                      + "; # duplicated messages = "
                      + COUNT
                      + "; # out-of-order messages = "
                      + COUNT,
                  "sockperf: Summary: Latency is {1,9}" + DECIMAL + " usec",
                  "sockperf: Total "
                      + COUNT
                      + " observations; each percentile contains [0-9.]{1,15} observations",
                  latency("<MAX> observation"),
                  latency("percentile 99\\.999"),
                  latency("percentile 99\\.990"),
                  latency("percentile 99\\.900"),
                  latency("percentile 99\\.000"),
                  latency("percentile 90\\.000"),
                  latency("percentile 75\\.000"),
                  latency("percentile 50\\.000"),
                  latency("percentile 25\\.000"),
                  latency("<MIN> observation"))
              + "\\n"
              + TOO_HIGH);

  private static final int PROTOCOL = 1;
  private static final int NUMBERS_BEFORE_LATENCIES = 12;

  /** The percentiles of the API, by their place among the latencies. */
  private static final List<String> NAMES =
      List.of("max", "", "", "99.9", "99", "90", "", "50", "", "");

  private static final double MILLIS = 1000;
  private static final double NANOS = 1e9;

  /** sockperf leaves 0.4 s at the beginning and 0.05 s at the end of each slice out. */
  private static final double NOT_VALID_SECONDS = 0.45;

  /** The script takes a longer measurement in slices. */
  private static final double SLICE_SECONDS = 20;

  private static final double SHARE = 0.9;

  /** A busy machine ends it late; what was measured until then was measured. */
  private static final double LONGEST = 1.5;

  private static final double LONGEST_SECONDS_MORE = 2;

  /** Of the time, what the round trips are: less what passes between two of them. */
  private static final double LEAST_FILLED = 0.9;

  private static final double MOST_FILLED = 1.01;

  /** Times are printed in milliseconds. */
  private static final double ROUNDING = 0.002;

  /**
   * A run, or a part of it.
   *
   * @param milliseconds how long
   * @param sent messages sent
   * @param received replies received
   */
  record Part(long milliseconds, long sent, long received) {}

  /**
   * One measurement's part of the output.
   *
   * @param test tcp or udp
   * @param text what sockperf printed
   */
  record Section(String test, String text) {}

  /** The output by measurement; none when it doesn't begin with one. */
  static List<Section> sections(String output) {
    var parts = SECTION.split(output);
    return Stream.of(parts).allMatch(part -> SECTION.matcher(part).lookingAt())
        ? Stream.of(parts)
            .map(part -> new Section(part.substring(0, 3), part.substring(5)))
            .toList()
        : List.of();
  }

  /** Empty when any line is missing, is another, or is too many, or tells of the other protocol. */
  static Optional<SockperfOutput> parse(Section section) {
    var lines = LINES.matcher(section.text().replaceAll(COLOUR, ""));
    return lines.matches() && lines.group(PROTOCOL).equalsIgnoreCase(section.test())
        ? Optional.of(of(lines.toMatchResult()))
        : Optional.empty();
  }

  /**
   * Why this is not a measurement of this length; empty when it is one.
   *
   * @param seconds the length
   * @param udp whether by datagrams, which may get no reply; over TCP none is lost but with the
   *     connection
   */
  Optional<Fault> fault(int seconds, boolean udp) {
    var took = total.milliseconds() / MILLIS;
    if (took < SHARE * seconds) {
      return Optional.of(Fault.broken("it ended early, after %s of %s s".formatted(took, seconds)));
    }
    if (took > LONGEST * seconds + LONGEST_SECONDS_MORE) {
      return Optional.of(
          Fault.busy("it took %s s instead of %s: a CPU was too busy".formatted(took, seconds)));
    }
    if (average <= 0 || average != summary || latencies.stream().anyMatch(l -> l <= 0)) {
      return Optional.of(Fault.strange("the latencies don't fit"));
    }
    for (int i = 1; i < latencies.size(); i++) {
      if (latencies.get(i) > latencies.get(i - 1)) {
        return Optional.of(Fault.strange("the percentiles are out of order"));
      }
    }
    if (valid.sent() != valid.received() || observations != valid.received() || observations == 0) {
      return Optional.of(Fault.strange("the messages don't add up"));
    }
    int slices = (int) Math.ceil(seconds / SLICE_SECONDS);
    if (anomalies > 0
        || total.sent() > total.received() + slices
        || (udp && stalled(seconds, slices))) {
      return Optional.of(Fault.broken("messages were lost or came out of order"));
    }
    return fillsItsTime()
        ? Optional.empty()
        : Optional.of(Fault.strange("the latencies don't add up to its time"));
  }

  /** One round trip follows upon the other, and each is twice the latency. */
  private boolean fillsItsTime() {
    double roundTrips = 2.0 * average * observations / NANOS;
    double time = valid.milliseconds() / MILLIS;
    return roundTrips <= time * MOST_FILLED + ROUNDING
        && roundTrips >= time * LEAST_FILLED - ROUNDING;
  }

  /**
   * After a datagram that gets no reply sockperf waits to the end. It then counts one message in
   * flight, as always; only the time up to the last reply tells.
   */
  private boolean stalled(int seconds, int slices) {
    double roundTrips = 4.0 * slices * latencies.get(0) / NANOS;
    return valid.milliseconds() / MILLIS
        < SHARE * (seconds - slices * NOT_VALID_SECONDS) - roundTrips;
  }

  /** The percentiles of the API that are known. */
  List<Percentile> percentiles() {
    var percentiles = new ArrayList<Percentile>();
    for (int i = NAMES.size() - 1; i >= 0; i--) {
      if (!NAMES.get(i).isEmpty()) {
        percentiles.add(new Percentile(NAMES.get(i), latencies.get(i)));
      }
    }
    return List.copyOf(percentiles);
  }

  private static String latency(String name) {
    return "sockperf: ---> " + name + " = {1,12}" + DECIMAL;
  }

  private static SockperfOutput of(MatchResult match) {
    var numbers = new ArrayList<Long>();
    for (int i = PROTOCOL + 1; i <= match.groupCount(); i++) {
      // three decimals: seconds become milliseconds, microseconds nanoseconds
      numbers.add(Long.valueOf(match.group(i).replace(".", "")));
    }
    return new SockperfOutput(
        new Part(numbers.get(0), numbers.get(1), numbers.get(2)),
        new Part(numbers.get(3), numbers.get(4), numbers.get(5)),
        numbers.get(7) + numbers.get(8) + numbers.get(9),
        numbers.get(6),
        numbers.get(10),
        numbers.get(11),
        List.copyOf(numbers.subList(NUMBERS_BEFORE_LATENCIES, numbers.size())));
  }
}
