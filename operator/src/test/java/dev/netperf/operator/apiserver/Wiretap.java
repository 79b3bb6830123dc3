package dev.netperf.operator.apiserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Stands between an operator and an API server: puts words into a watch that no API server would
 * send, or hands answers on late. What is behind it is a {@code kubectl proxy}.
 */
public final class Wiretap implements AutoCloseable {
  /** What the operator watches, by the name that its metric has for it. */
  public static final Map<String, String> WATCHED =
      Map.of(
          "NetPerfTest", "/apis/netperf.dev/v1alpha1/netperftests",
          "NetPerfSurvey", "/apis/netperf.dev/v1alpha1/netperfsurveys",
          "Pod", "/api/v1/pods",
          "Service", "/api/v1/services",
          "Node", "/api/v1/nodes");

  private static final String GARBAGE = "garbage";

  private final Process proxy;
  private final int target;
  private final ServerSocket listener;
  private final List<Tapped> connections = new CopyOnWriteArrayList<>();
  private volatile Duration late = Duration.ZERO;

  private Wiretap(Process proxy, int target, ServerSocket listener) {
    this.proxy = proxy;
    this.target = target;
    this.listener = listener;
  }

  /**
   * Starts it.
   *
   * @param kubectl the program
   * @param kubeconfig of the API server; whoever comes through here has its rights
   * @param here where the operator reaches it
   */
  public static Wiretap before(Path kubectl, Path kubeconfig, InetAddress here) {
    try {
      var proxy =
          new ProcessBuilder(
                  kubectl.toString(),
                  "--kubeconfig=" + kubeconfig,
                  "proxy",
                  "--port=0",
                  "--accept-hosts=.*")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var said = new BufferedReader(new InputStreamReader(proxy.getInputStream(), ISO_8859_1));
      var address = said.readLine(); // Starting to serve on 127.0.0.1:40001
      var port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
      var tap = new Wiretap(proxy, port, new ServerSocket(0, 50, here));
      run(tap::accept);
      return tap;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the API server seems to be. */
  public String url() {
    return "http://" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
  }

  /** A file by which an operator comes through here. */
  Path kubeconfig() {
    try {
      return Files.writeString(
          Path.of("target/wiretap-" + listener.getLocalPort() + ".kubeconfig").toAbsolutePath(),
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: tap, cluster: {server: "%s"}}]
          contexts: [{name: tap, context: {cluster: tap, user: nobody}}]
          users: [{name: nobody, user: {}}]
          current-context: tap
          """
              .formatted(url()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a resource of this path is watched just now. */
  public boolean watched(String path) {
    return connections.stream().anyMatch(connection -> connection.watches(path));
  }

  /** Puts words into the watch of a resource that nobody understands. */
  public void spoil(String path) {
    connections.stream().filter(connection -> connection.watches(path)).forEach(Tapped::spoil);
  }

  /** From now on the answer to a patch comes so much after what the watches tell of it. */
  void answersPatchesLate(Duration late) {
    this.late = late;
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      var connection =
          new Tapped(listener.accept(), new Socket(InetAddress.getLoopbackAddress(), target));
      connections.add(connection);
      run(connection::requests);
      run(connection::answers);
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  /** Until a connection is closed. */
  private static void run(Task task) {
    var thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                Thread.currentThread().interrupt(); // closed
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (var connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      proxy.destroy();
    }
  }

  /** One connection, with the request that is under way on it. */
  private final class Tapped {
    private final Socket client;
    private final Socket server;
    private volatile String request = "";

    Tapped(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    boolean watches(String path) {
      return request.startsWith("GET " + path + "?") && request.contains("watch=true");
    }

    void requests() throws IOException {
      try (var to = server.getOutputStream()) {
        copy(
            client.getInputStream(),
            to,
            text -> request = text.matches("(?s)[A-Z]+ /.*") ? text : request);
      }
    }

    void answers() throws IOException {
      try (var to = client.getOutputStream()) {
        copy(server.getInputStream(), to, this::pause);
      }
    }

    private void pause(String answer) {
      if (request.startsWith("PATCH ") && answer.startsWith("HTTP/1.1 200")) {
        LockSupport.parkNanos(late.toNanos());
      }
    }

    private void copy(InputStream from, OutputStream to, Consumer<String> seen) throws IOException {
      var bytes = new byte[65_536];
      for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
        seen.accept(new String(bytes, 0, length, ISO_8859_1));
        synchronized (to) {
          to.write(bytes, 0, length);
          to.flush();
        }
      }
    }

    /** As a text frame of a web socket, or as a chunk; watches are idle for most of the time. */
    void spoil() {
      var socket = request.toLowerCase(Locale.ROOT).contains("upgrade: websocket");
      var frame =
          socket
              ? "\u0081" + (char) GARBAGE.length() + GARBAGE
              : Integer.toHexString(GARBAGE.length() + 1) + "\r\n" + GARBAGE + "\n\r\n";
      try {
        var to = client.getOutputStream();
        synchronized (to) {
          to.write(frame.getBytes(ISO_8859_1));
          to.flush();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void close() throws IOException {
      client.close();
      server.close();
    }
  }
}
