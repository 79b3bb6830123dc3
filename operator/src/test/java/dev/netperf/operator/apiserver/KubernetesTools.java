package dev.netperf.operator.apiserver;

import dev.netperf.operator.programs.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The programs of Kubernetes that deploy/local builds once and keeps in the user's cache.
 *
 * @param directory holds kube-apiserver, etcd and kubectl
 * @param version of Kubernetes, as 1.34.4
 */
record KubernetesTools(Path directory, String version) {
  private static final Path SCRIPT = Path.of("../deploy/local/cluster");
  private static final Duration PATIENT = Duration.ofMinutes(30);
  private static final Duration QUICK = Duration.ofMinutes(3);
  private static final Pattern VERSION = Pattern.compile("kubernetes-([0-9.]+)-");

  /** Builds them if need be: minutes the first time. A layer that can't run fails, always. */
  static KubernetesTools built() {
    var directory = Shell.run(PATIENT, SCRIPT.toString(), "tools");
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
    return Shell.run(QUICK, command);
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
}
