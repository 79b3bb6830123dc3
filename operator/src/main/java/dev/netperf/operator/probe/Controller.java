package dev.netperf.operator.probe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Optional;

/** Who controls an object: of its owners at most one does, of others there may be thousands. */
public final class Controller {
  private Controller() {}

  /** The owner that controls it; empty: none does. */
  public static Optional<OwnerReference> of(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getOwnerReferences()).stream()
        .flatMap(owners -> owners.stream())
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst();
  }
}
