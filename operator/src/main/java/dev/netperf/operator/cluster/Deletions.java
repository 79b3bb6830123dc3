package dev.netperf.operator.cluster;

import dev.netperf.operator.memory.Remembered;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** What was deleted already is not deleted again while the caches don't know of it yet. */
public final class Deletions {
  private static final Logger LOG = Logger.getLogger(Deletions.class);

  private final Set<String> asked =
      Collections.synchronizedSet(Collections.newSetFromMap(new Remembered<>()));

  /** Asks for the deletion of these objects; one that is gone already is fine. */
  public void ask(List<HasMetadata> objects, Cluster<?> cluster) {
    for (var object : objects) {
      var uid = object.getMetadata().getUid();
      if (!asked.contains(uid)) {
        LOG.debugf("delete %s", object.getMetadata().getName());
        cluster.delete(object);
        asked.add(uid);
      }
    }
  }
}
