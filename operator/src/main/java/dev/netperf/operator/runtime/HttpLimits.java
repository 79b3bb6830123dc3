package dev.netperf.operator.runtime;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whoever reaches the operator's port can't end it for memory: a connection is for one request, and
 * answers of {@code /metrics}, which may have megabytes, are on their way a few at a time. How many
 * connections there are, and how long they may be idle, is in application.properties.
 */
@Singleton
class HttpLimits implements HttpServerOptionsCustomizer {
  private static final int SCRAPES = 4;
  private static final int SERVICE_UNAVAILABLE = 503;

  /** For each direction of a connection; the kernel takes twice as much. */
  private static final int BUFFER_BYTES = 8 << 10;

  private final Semaphore scrapes = new Semaphore(SCRAPES);
  private final CollectorRegistry registry;
  private final String path;

  HttpLimits(
      CollectorRegistry registry,
      @ConfigProperty(name = "quarkus.micrometer.export.prometheus.path") String path) {
    this.registry = registry;
    this.path = path;
  }

  /** What the kernel keeps for who doesn't read counts against the container's memory, too. */
  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    options.setSendBufferSize(BUFFER_BYTES).setReceiveBufferSize(BUFFER_BYTES);
  }

  /** Before all routes; the higher number comes first. */
  void stand(@Observes Filters filters) {
    filters.register(HttpLimits::once, 2_000);
    filters.register(this::scrape, 1_000);
  }

  /** A connection is for one request: what else is sent on it stays in the kernel, unread. */
  private static void once(RoutingContext context) {
    var connection = (ConnectionBase) context.request().connection();
    connection.doPause();
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    context.addEndHandler(ended -> connection.close());
    context.next();
  }

  /** In the place of Quarkus' own handler, which doesn't tell when an answer has left. */
  private void scrape(RoutingContext context) {
    var response = context.response();
    if (!context.normalizedPath().equals(path)
        || !context.request().method().equals(HttpMethod.GET)) {
      context.next();
    } else if (scrapes.tryAcquire()) {
      var format = TextFormat.chooseContentType(context.request().getHeader(HttpHeaders.ACCEPT));
      context
          .vertx()
          .executeBlocking(() -> print(format), false)
          .compose(text -> response.putHeader(HttpHeaders.CONTENT_TYPE, format).end(text))
          .onFailure(context::fail)
          .onComplete(done -> scrapes.release());
    } else {
      response.setStatusCode(SERVICE_UNAVAILABLE).end("Others read the metrics. Try again.\n");
    }
  }

  private String print(String format) throws IOException {
    var text = new StringWriter();
    TextFormat.writeFormat(format, text, registry.metricFamilySamples());
    return text.toString();
  }
}
