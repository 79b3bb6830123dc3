package dev.netperf.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lists come in pages. The answer for thousands of objects, as text and as objects at once, would
 * not fit into the operator's memory: it could not be started any more. An API server bounds a page
 * by a number of objects only, and an object may have 1.5 MiB (etcd's bound): so that any page
 * fits, one of what tenants make has few.
 */
public final class Pages {
  /** Objects in a page of tests, pods or Services: 15 MiB of text at worst. */
  public static final long SIZE = 10;

  /** Nodes in a page: no tenant makes or fills one. */
  public static final long NODES = 100;

  private Pages() {}

  /**
   * All objects of a list, page after page as they are asked for: none but the last is kept, unless
   * its objects are.
   *
   * @param size objects in a page
   * @param list a page
   */
  public static <T extends HasMetadata> Stream<T> all(
      long size, Function<ListOptions, ? extends KubernetesResourceList<T>> list) {
    return Stream.<KubernetesResourceList<T>>iterate(
            list.apply(page(size, null)),
            Objects::nonNull,
            before ->
                Optional.ofNullable(before.getMetadata().getContinue())
                    .filter(next -> !next.isEmpty())
                    .map(next -> (KubernetesResourceList<T>) list.apply(page(size, next)))
                    .orElse(null))
        .flatMap(page -> page.getItems().stream());
  }

  private static ListOptions page(long size, String next) {
    return new ListOptionsBuilder().withLimit(size).withContinue(next).build();
  }
}
