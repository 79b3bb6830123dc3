package dev.netperf.operator.e2e;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The node pairs that tests measure between, each lent to one test at a time. */
final class NodePool {
  private static final int LONGEST_WAIT_MINUTES = 10;
  private final Semaphore permits;
  private final Queue<Integer> free;

  NodePool(int size) {
    this.permits = new Semaphore(size, true);
    this.free = new ConcurrentLinkedQueue<>(IntStream.range(0, size).boxed().toList());
  }

  /** Two nodes for a test alone. */
  NodePair take() {
    return take(1).pairs().get(0);
  }

  /** Several pairs at once, so that no test waits for a pair with another in its hands. */
  NodePairs take(int count) {
    try {
      if (!permits.tryAcquire(count, LONGEST_WAIT_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException("no " + count + " free node pairs in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new NodePairs(
        Stream.generate(free::remove).limit(count).map(n -> NodePair.of(this, n)).toList());
  }

  private void giveBack(int number) {
    free.add(number);
    permits.release();
  }

  /**
   * Pairs that were taken together.
   *
   * @param pairs the pairs
   */
  record NodePairs(List<NodePair> pairs) implements AutoCloseable {
    NodePair get(int index) {
      return pairs.get(index);
    }

    @Override
    public void close() {
      pairs.forEach(NodePair::close);
    }
  }

  /**
   * Two nodes.
   *
   * @param pool whose they are
   * @param number their number in it
   * @param server the server's
   * @param client the client's
   */
  record NodePair(NodePool pool, int number, String server, String client)
      implements AutoCloseable {
    private static NodePair of(NodePool pool, int number) {
      return new NodePair(pool, number, "node-" + (2 * number + 1), "node-" + (2 * number + 2));
    }

    /** The beginning of a spec that measures between these nodes. */
    String spec(String more) {
      return """
      server: {nodeName: %s}
      client: {nodeName: %s}
      """
              .formatted(server, client)
          + more;
    }

    @Override
    public void close() {
      pool.giveBack(number);
    }
  }
}
