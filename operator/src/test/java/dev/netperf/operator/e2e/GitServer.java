package dev.netperf.operator.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Git over HTTP, from a folder of repositories: Git's own {@code git-http-backend(1)}, which is a
 * CGI program (RFC 3875).
 *
 * @param http the server
 * @param threads that answer
 */
record GitServer(HttpServer http, ExecutorService threads) implements AutoCloseable {
  static GitServer start(Path repositories) throws IOException {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var threads = Executors.newFixedThreadPool(4);
    http.setExecutor(threads);
    http.createContext("/", exchange -> answer(repositories, exchange));
    http.start();
    return new GitServer(http, threads);
  }

  /** By which others find a repository. */
  String url(String repository) {
    return "http://127.0.0.1:%d/%s".formatted(http.getAddress().getPort(), repository);
  }

  private static void answer(Path repositories, HttpExchange exchange) throws IOException {
    try (exchange) {
      var builder = new ProcessBuilder("git", "http-backend");
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(variables(repositories, exchange));
      var process = builder.start();
      try (var question = process.getOutputStream()) {
        exchange.getRequestBody().transferTo(question);
      }
      try (var answer = process.getInputStream()) {
        int status = 200;
        for (var line = line(answer); !line.isEmpty(); line = line(answer)) {
          var header = line.split(": ", 2);
          if (header[0].equals("Status")) {
            status = Integer.parseInt(header[1].substring(0, 3));
          } else {
            exchange.getResponseHeaders().add(header[0], header[1]);
          }
        }
        exchange.sendResponseHeaders(status, 0);
        answer.transferTo(exchange.getResponseBody());
      }
    }
  }

  private static Map<String, String> variables(Path repositories, HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    var uri = exchange.getRequestURI();
    return Map.of(
        "GIT_PROJECT_ROOT", repositories.toString(),
        "GIT_HTTP_EXPORT_ALL", "1",
        "GIT_PROTOCOL", orEmpty(headers.getFirst("Git-Protocol")),
        "REQUEST_METHOD", exchange.getRequestMethod(),
        "PATH_INFO", uri.getPath(),
        "QUERY_STRING", orEmpty(uri.getQuery()),
        "CONTENT_TYPE", orEmpty(headers.getFirst("Content-Type")),
        "HTTP_CONTENT_ENCODING", orEmpty(headers.getFirst("Content-Encoding")));
  }

  private static String orEmpty(String value) {
    return Objects.requireNonNullElse(value, "");
  }

  private static String line(InputStream answer) throws IOException {
    var line = new StringBuilder();
    for (int c = answer.read(); c >= 0 && c != '\n'; c = answer.read()) {
      line.append(new String(new byte[] {(byte) c}, ISO_8859_1));
    }
    return line.toString().strip();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdown();
  }
}
