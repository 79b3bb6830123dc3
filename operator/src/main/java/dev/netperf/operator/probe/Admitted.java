package dev.netperf.operator.probe;

import dev.netperf.text.Digest;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What admission made of a probe pod, held against what was asked for: a pod on another network,
 * with another image or command, measures something else. What was asked for stands on the pod, so
 * that an operator that was started meanwhile, or of another version, knows it.
 *
 * <p>Whoever can write an admission webhook or policy could forge it; that is an administrator.
 */
public final class Admitted {
  /** Two SHA-256 digests, each cut to 16 hexadecimal digits: of the image, and of the command. */
  public static final String ANNOTATION = "netperf.dev/asked";

  /** Beside these a webhook may add what it likes, proxies for example. */
  private static final String OUR_VARIABLES = "PROBE_";

  /** What resolves a tag to the digest that it has adds this. */
  private static final String PINNED = "@sha256:[0-9a-f]{64}$";

  private Admitted() {}

  /** What is to be written on a pod, as it is sent. */
  static String annotation(Pod pod) {
    var probe = probe(pod).orElseThrow();
    return digest(probe.getImage()) + "-" + digest(command(probe));
  }

  /** Whether the same was asked for of both, by what stands on them. */
  public static boolean alike(HasMetadata one, HasMetadata other) {
    return asked(one).isPresent() && asked(one).equals(asked(other));
  }

  private static Optional<String> asked(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getAnnotations()).map(a -> a.get(ANNOTATION));
  }

  /** What of a pod is not what was asked for, as the end of a sentence; empty: all is. */
  public static Optional<String> change(ObservedPod probePod) {
    var pod = probePod.pod();
    var probe = probe(pod);
    if (probe.isEmpty()) {
      return Optional.of("has no container " + ObservedPod.CONTAINER + " any more");
    }
    var wanted = asked(pod);
    if (wanted.isEmpty()) {
      return Optional.of("has lost the annotation " + ANNOTATION);
    }
    if (host(pod) != (probePod.network() == Network.HOST)) {
      return Optional.of(host(pod) ? "was put on the host network" : "has lost the host network");
    }
    if (probePod.wantedNode().isEmpty()) {
      return Optional.of("has lost its node affinity");
    }
    if (probePod.scheduled() && !probePod.wantedNode().get().equals(probePod.node())) {
      return Optional.of("was put on " + probePod.node());
    }
    return change(probe.get(), wanted.get());
  }

  private static Optional<String> change(Container probe, String wanted) {
    var image = String.valueOf(probe.getImage());
    if (Stream.of(image, image.replaceFirst(PINNED, ""))
        .noneMatch(name -> wanted.startsWith(digest(name)))) {
      return Optional.of(
          "has another image, "
              + image
              + " (for images of a mirror: set the operator's NETPERF_PROBE_IMAGE to it)");
    }
    return wanted.endsWith(digest(command(probe)))
        ? Optional.empty()
        : Optional.of("has another command");
  }

  /** The names of containers beside the probe, those that came and went before it among them. */
  public static List<String> sidecars(ObservedPod probePod) {
    var spec = probePod.pod().getSpec();
    return Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream())
        .map(Container::getName)
        .filter(name -> !ObservedPod.CONTAINER.equals(name))
        .toList();
  }

  /** Whether it has the name that a run gives to a probe with its labels. */
  public static boolean rightlyNamed(ObservedPod pod) {
    var labels = pod.pod().getMetadata().getLabels();
    return pod.name()
        .equals(
            ProbeMetadata.name(
                labels.getOrDefault(Labels.TEST, ""),
                labels.getOrDefault(Labels.RUN, ""),
                pod.is(Role.CLIENT) ? Role.CLIENT : Role.SERVER,
                pod.network(),
                pod.attempt()));
  }

  private static boolean host(Pod pod) {
    return Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
  }

  private static Optional<Container> probe(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .filter(container -> ObservedPod.CONTAINER.equals(container.getName()))
        .findFirst();
  }

  /** The command with all that the entry script and the tool are told. */
  private static String command(Container probe) {
    return String.join(
        "\n",
        Stream.of(
                list(probe.getCommand()).stream(),
                list(probe.getArgs()).stream(),
                list(probe.getEnv()).stream().filter(Admitted::ours).map(Admitted::text))
            .flatMap(words -> words)
            .toList());
  }

  private static <T> List<T> list(List<T> given) {
    return Objects.requireNonNullElse(given, List.of());
  }

  /** Whether a variable is one that the entry script reads. */
  public static boolean ours(EnvVar variable) {
    return variable.getName().startsWith(OUR_VARIABLES);
  }

  private static String text(EnvVar variable) {
    var field = Optional.ofNullable(variable.getValueFrom()).map(from -> from.getFieldRef());
    return Map.entry(
            variable.getName(),
            field.map(f -> f.getFieldPath()).orElse(String.valueOf(variable.getValue())))
        .toString();
  }

  private static String digest(String text) {
    return Digest.sha256(text).substring(0, 16);
  }
}
