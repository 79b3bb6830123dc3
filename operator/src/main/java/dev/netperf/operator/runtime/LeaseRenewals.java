package dev.netperf.operator.runtime;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * Sees the Lease being written. The framework's leader elector, the only one who writes it while
 * this process leads, doesn't tell.
 */
final class LeaseRenewals implements Interceptor {
  private static final Set<String> WRITES = Set.of("create", "update", "patch");

  private final Leadership leadership;

  LeaseRenewals(Leadership leadership) {
    this.leadership = leadership;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (writesLease(request)) {
      leadership.asks();
    }
  }

  @Override
  public void after(
      HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
    if (!writesLease(request == null ? response.request() : request)) {
      return;
    }
    if (response.isSuccessful()) {
      leadership.granted();
    } else if (response.code() < HttpURLConnection.HTTP_INTERNAL_ERROR) {
      leadership.refused();
    }
  }

  private static boolean writesLease(HttpRequest request) {
    return writesLease(request.method(), request.uri());
  }

  static boolean writesLease(String method, URI uri) {
    var asked = ApiRequest.of(method, uri);
    return asked.resource().equals("leases") && WRITES.contains(asked.verb());
  }
}
