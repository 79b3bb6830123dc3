package dev.netperf.operator.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The programs of Kubernetes that deploy/local builds once and keeps in the user's cache.
 *
 * @param directory holds kube-apiserver, etcd and kubectl
 * @param version of Kubernetes, as 1.34.4
 */
record KubernetesTools(Path directory, String version) {
  private static final Path SCRIPT = Path.of("../deploy/local/cluster");
  private static final Pattern VERSION = Pattern.compile("kubernetes-([0-9.]+)-");

  /** Builds them if need be: minutes the first time. A layer that can't run fails, always. */
  static KubernetesTools built() {
    var directory = run(SCRIPT.toString(), "tools");
    var version = VERSION.matcher(directory);
    if (!version.find()) {
      throw new IllegalStateException(SCRIPT + " tools printed '" + directory + "'");
    }
    return new KubernetesTools(Path.of(directory), version.group(1));
  }

  /** Runs kubectl and gives back what it prints. */
  String kubectl(Path kubeconfig, String... arguments) {
    var command = new String[arguments.length + 2];
    command[0] = directory.resolve("kubectl").toString();
    command[1] = "--kubeconfig=" + kubeconfig;
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return run(command);
  }

  /** What kube-api-test looks for in its directory. */
  void linkInto(Path target) throws IOException {
    Files.createDirectories(target);
    for (var program : new String[] {"kube-apiserver", "etcd", "kubectl"}) {
      var link = target.resolve(program);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, directory.resolve(program));
    }
  }

  private static String run(String... command) {
    try {
      var messages = Files.createTempFile("netperf", ".txt");
      var process = new ProcessBuilder(command).redirectError(messages.toFile()).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var status = process.waitFor();
      var complaint = Files.readString(messages);
      Files.delete(messages);
      if (status != 0) {
        throw new IllegalStateException(
            "%s ended with %d: %s".formatted(String.join(" ", command), status, complaint));
      }
      return output.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
