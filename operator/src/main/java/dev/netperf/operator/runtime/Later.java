package dev.netperf.operator.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What is to be done after a while, beside all reconciliations. */
public final class Later {
  private Later() {}

  /** Does it when the pause is over. */
  public static void run(Duration pause, Runnable task) {
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS).execute(task);
  }
}
