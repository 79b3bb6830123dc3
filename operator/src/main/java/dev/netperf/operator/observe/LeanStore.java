package dev.netperf.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.function.UnaryOperator;

/** What an informer remembers of the objects that it has seen: as little as is needed. */
final class LeanStore<T extends HasMetadata> extends BasicItemStore<T> {
  private final UnaryOperator<T> lean;

  LeanStore(UnaryOperator<T> lean) {
    super(Cache::metaNamespaceKeyFunc);
    this.lean = lean;
  }

  @Override
  public T put(String key, T object) {
    return super.put(key, lean.apply(object));
  }
}
