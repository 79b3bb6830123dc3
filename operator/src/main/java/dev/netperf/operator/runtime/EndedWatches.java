package dev.netperf.operator.runtime;

import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.api.config.InformerStoppedHandler;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Ends the process when a watch has ended for good (what came could not be read, for example): it
 * would lead and see nothing. Nothing is asked of the API server from that moment on; for some
 * seconds the cause can still be scraped. It stands in the log and in the container's termination
 * message.
 */
@Singleton
public class EndedWatches implements InformerStoppedHandler {
  private static final Logger LOG = Logger.getLogger(EndedWatches.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);
  private static final Path TERMINATION_LOG = Path.of("/dev/termination-log");
  private final Leadership leadership;
  private final Map<String, String> causes = new ConcurrentHashMap<>();

  EndedWatches(Leadership leadership) {
    this.leadership = leadership;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void onStop(SharedIndexInformer informer, Throwable cause) {
    if (cause != null) {
      ended(informer.getApiTypeClass().getSimpleName(), cause);
    }
  }

  private void ended(String kind, Throwable cause) {
    leadership.close();
    LOG.errorf(cause, "the watch of %s has ended for good, halting", kind);
    var why = why(cause);
    causes.put(kind, why);
    leaveWord("The watch of " + kind + " has ended for good: " + why);
    CompletableFuture.delayedExecutor(LAST_WORDS.toSeconds(), TimeUnit.SECONDS)
        .execute(() -> Runtime.getRuntime().halt(1));
  }

  /** What happened first says most. */
  private static String why(Throwable cause) {
    var first = cause;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first == cause ? cause.toString() : cause + ": " + first.getMessage();
  }

  private static void leaveWord(String text) {
    try {
      if (Files.isWritable(TERMINATION_LOG)) {
        Files.writeString(TERMINATION_LOG, text);
      }
    } catch (IOException e) {
      LOG.debugf("no termination message: %s", e.getMessage());
    }
  }

  /** Whether objects of this kind are still watched. */
  public boolean watched(String kind) {
    return !causes.containsKey(kind);
  }

  /** Why watches have ended, by the kind that they were of; none: all go on. */
  Map<String, String> causes() {
    return Map.copyOf(causes);
  }
}
