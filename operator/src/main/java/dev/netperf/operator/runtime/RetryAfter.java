package dev.netperf.operator.runtime;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.http.StandardHttpHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Waits as long as a busy API server asks before the client repeats a request. The client (7.5.2)
 * computes that time itself and then waits its own, shorter one (Fabric8 #6366).
 */
public final class RetryAfter implements Interceptor {
  private static final int TOO_MANY_REQUESTS = 429;

  /** The client gives an attempt 10 s, this wait included. */
  private static final long LONGEST_SECONDS = 8;

  @Override
  public CompletableFuture<Boolean> afterFailure(
      BasicBuilder request, HttpResponse<?> response, RequestTags tags) {
    var asked = response.header(StandardHttpHeaders.RETRY_AFTER);
    var repeated = response.code() == TOO_MANY_REQUESTS || response.code() >= 500;
    return repeated && asked != null && asked.matches("[0-9]{1,9}")
        ? new CompletableFuture<Boolean>()
            .completeOnTimeout(
                false, Math.min(Long.parseLong(asked), LONGEST_SECONDS), TimeUnit.SECONDS)
        : CompletableFuture.completedFuture(false);
  }
}
