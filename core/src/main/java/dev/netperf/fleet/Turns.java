package dev.netperf.fleet;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Who of a pair is the client. Of each node's pairs, in their order, the first two go together, the
 * next two, and so on: in one of the two it is the client, in the other the server. So pairs hang
 * together in chains and rings; along each of them everybody hands on, which can't contradict
 * itself. After any number of pairs a node was the client as often as the server, or once more or
 * less.
 */
final class Turns {
  private static final int NONE = -1;

  /** Pair i has the ends 2i (its a) and 2i + 1 (its b); this is the end that goes with an end. */
  private final int[] partner;

  /** The end of each pair that is the client; NONE: not known yet. */
  private final int[] client;

  private Turns(List<Link> links) {
    partner = new int[2 * links.size()];
    client = new int[links.size()];
    Arrays.fill(partner, NONE);
    Arrays.fill(client, NONE);
    var open = new HashMap<Integer, Integer>();
    for (int i = 0; i < links.size(); i++) {
      join(open, links.get(i).a(), 2 * i);
      join(open, links.get(i).b(), 2 * i + 1);
    }
  }

  private void join(Map<Integer, Integer> open, int node, int end) {
    var other = open.remove(node);
    if (other == null) {
      open.put(node, end);
    } else {
      partner[end] = other;
      partner[other] = end;
    }
  }

  /** The same pairs in the same order, each from its client to its server. */
  static List<Link> of(List<Link> links, Draw draw) {
    var turns = new Turns(links);
    for (int i = 0; i < links.size(); i++) {
      if (turns.client[i] == NONE) {
        turns.direct(2 * i + (draw.coin() ? 1 : 0));
      }
    }
    return IntStream.range(0, links.size())
        .mapToObj(i -> turns.client[i] % 2 == 0 ? links.get(i) : links.get(i).reversed())
        .toList();
  }

  /** Makes an end the client, and all that hangs together with its pair accordingly. */
  private void direct(int end) {
    // towards the server: what goes with a server's end is a client's
    for (int at = end; at != NONE && client[at / 2] == NONE; at = partner[opposite(at)]) {
      client[at / 2] = at;
    }
    // and back from the client: what goes with that is a server's
    for (int at = partner[end]; at != NONE && client[at / 2] == NONE; ) {
      client[at / 2] = opposite(at);
      at = partner[opposite(at)];
    }
  }

  private static int opposite(int end) {
    return end ^ 1;
  }
}
