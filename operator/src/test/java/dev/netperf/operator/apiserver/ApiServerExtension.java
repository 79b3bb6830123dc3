package dev.netperf.operator.apiserver;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands an {@link ApiServer} to a class, which has it for itself until its last test: one that
 * another class has given back, or a new one. All are stopped after the last class.
 */
final class ApiServerExtension implements ParameterResolver {
  private static final Namespace SERVERS = Namespace.create(ApiServerExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ApiServer.class;
  }

  @Override
  public ApiServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var free = context.getRoot().getStore(SERVERS).computeIfAbsent(Free.class);
    return ofClass(context)
        .getStore(SERVERS)
        .computeIfAbsent(Taken.class, type -> free.take(), Taken.class)
        .server();
  }

  private static ExtensionContext ofClass(ExtensionContext context) {
    return context.getTestMethod().isPresent()
        ? ofClass(context.getParent().orElseThrow())
        : context;
  }

  /** Those that no class has just now. */
  static final class Free implements AutoCloseable {
    private final Queue<ApiServer> servers = new ConcurrentLinkedQueue<>();

    Taken take() {
      var server = servers.poll();
      return new Taken(server == null ? ApiServer.start() : server, this);
    }

    @Override
    public void close() {
      servers.forEach(ApiServer::close);
    }
  }

  /** What a class has. */
  private record Taken(ApiServer server, Free free) implements AutoCloseable {
    @Override
    public void close() {
      free.servers.add(server);
    }
  }
}
