package dev.netperf.operator.runtime;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.List;

/** Counts every request to the API server when it is answered, each of a row of retries. */
public final class ApiRequests implements Interceptor {
  private final MeterRegistry registry;

  /** A count in this registry. */
  public ApiRequests(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    count(request == null ? response.request() : request, response.code() / 100 + "xx");
  }

  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    count(request, "none");
  }

  private void count(HttpRequest request, String code) {
    var asked = ApiRequest.of(request.method(), request.uri());
    Counter.builder("netperf.api.requests")
        .description("Requests to the API server; code none: no answer")
        .tag("verb", asked.verb())
        .tag("resource", asked.resource())
        .tag("code", code)
        .register(registry)
        .increment();
  }
}
