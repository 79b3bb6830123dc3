package dev.netperf.operator.e2e;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The times in which a test took something away from the operator that it can't do without. */
final class Outages {
  /** It retries after 15 s at the latest, and says so. */
  private static final int AFTERMATH_SECONDS = 20;

  private static final Pattern LINE = Pattern.compile("(\\S+T\\S+[+-]\\d{4}) .*");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

  private record Outage(Instant from, Instant to) {
    boolean contains(Instant time) {
      return !time.isBefore(from) && !time.isAfter(to.plusSeconds(AFTERMATH_SECONDS));
    }
  }

  /** What takes something away and gives it back. */
  interface Deed {
    void run() throws InterruptedException;
  }

  private final Queue<Outage> outages = new ConcurrentLinkedQueue<>();

  void during(Deed deed) throws InterruptedException {
    var from = Instant.now();
    try {
      deed.run();
    } finally {
      outages.add(new Outage(from, Instant.now()));
    }
  }

  /** The lines of a log that were written at other times; a stack trace has none of its own. */
  Stream<String> without(Stream<String> lines) {
    return lines.filter(line -> outages.stream().noneMatch(outage -> written(line, outage)));
  }

  private static boolean written(String line, Outage outage) {
    var matcher = LINE.matcher(line);
    return matcher.matches()
        && outage.contains(OffsetDateTime.parse(matcher.group(1), TIME).toInstant());
  }
}
