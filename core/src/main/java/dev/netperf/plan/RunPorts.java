package dev.netperf.plan;

import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.ServerPorts;
import dev.netperf.api.v1alpha1.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The ports of a run: what its spec doesn't name is drawn by its id. So no client and no listener
 * knows the ports beforehand, two runs have different ones, and an operator that starts anew draws
 * the same.
 *
 * <p>They lie below the NodePorts of a cluster (30000..32767) and the ephemeral ports of Linux
 * (from 32768). {@link Random} draws, whose algorithm every Java has alike.
 */
public final class RunPorts {
  private static final int FIRST = 20_000;
  private static final int LAST = 29_999;

  /** More than any tool takes; a spec that the schema refused may say anything. */
  private static final int MOST_STREAMS = 64;

  private final int width;
  private final Random random;
  private final List<Integer> used = new ArrayList<>();

  private RunPorts(int width, Random random) {
    this.width = width;
    this.random = random;
  }

  /** The ports of this run of a spec. */
  public static ServerPorts of(NetPerfTestSpec spec, String runId) {
    var given = spec.ports();
    var draw = new RunPorts(width(spec), new Random(runId.hashCode()));
    for (var port : new Integer[] {given.control(), given.data(), given.report()}) {
      Optional.ofNullable(port).ifPresent(draw.used::add);
    }
    return new ServerPorts(
        draw.orDrawn(given.control()), draw.orDrawn(given.data()), draw.orDrawn(given.report()));
  }

  /** From the first port of the first stream to that of the last: qperf takes every second one. */
  private static int width(NetPerfTestSpec spec) {
    return spec.tool() == Tool.qperf
        ? 2 * Math.min(MOST_STREAMS, Math.max(1, spec.streams())) - 1
        : 1;
  }

  /** Far from all others, so that no stream's port meets another's. */
  private int orDrawn(Integer given) {
    if (given != null) {
      return given;
    }
    while (true) {
      int drawn = FIRST + random.nextInt(LAST + 1 - FIRST - (width - 1));
      if (used.stream().allMatch(other -> Math.abs((long) other - drawn) >= width)) {
        used.add(drawn);
        return drawn;
      }
    }
  }
}
