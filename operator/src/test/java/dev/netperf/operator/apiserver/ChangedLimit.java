package dev.netperf.operator.apiserver;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A limit of {@code deploy/policies} that is another one until this is closed. */
final class ChangedLimit implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Resource<ConfigMap> limits;
  private final String limit;
  private final String before;
  private final Runnable mended;

  /**
   * Nothing is changed yet.
   *
   * @param limit its key in the ConfigMap
   * @param mended holds where the limit of before is in force
   */
  ChangedLimit(ApiServer server, String limit, Runnable mended) {
    limits = server.client().configMaps().inNamespace("netperf-system").withName("netperf-limits");
    this.limit = limit;
    this.before = limits.get().getData().get(limit);
    this.mended = mended;
  }

  /** Another value, in JSON; it is in force soon. */
  void to(String json) {
    limits.patch(ApiServer.MERGE, "{\"data\": {\"%s\": %s}}".formatted(limit, json));
  }

  @Override
  public void close() {
    to("\"" + before + "\"");
    Awaitility.await("the limit of before").atMost(LIMIT).untilAsserted(mended::run);
  }
}
