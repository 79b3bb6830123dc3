package dev.netperf.operator.cluster;

import dev.netperf.run.Announcement;
import dev.netperf.text.OneLine;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Events about a test (events.k8s.io/v1), best effort: what counts stands in the status. Their
 * number is bounded by the changes of standing and the failed attempts, so there are no series.
 */
public final class Events {
  private static final Logger LOG = Logger.getLogger(Events.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final String CONTROLLER = "netperf.dev/operator";

  /** In bytes; the API server refuses a longer one. */
  private static final int LONGEST_NOTE = 1024;

  private Events() {}

  /** Logs and posts what there is to say of a test. */
  public static void post(
      List<Announcement> news, HasMetadata test, Instant now, Cluster<?> cluster) {
    var metadata = test.getMetadata();
    for (int i = 0; i < news.size(); i++) {
      LOG.infof(
          "test=%s/%s reason=%s %s",
          metadata.getNamespace(), metadata.getName(), news.get(i).reason(), news.get(i).note());
      try {
        cluster.post(event(news.get(i), test, now.plus(i, ChronoUnit.MICROS)));
      } catch (KubernetesClientException e) {
        LOG.debugf("event not posted: test=%s %s", metadata.getName(), e.getMessage());
      }
    }
  }

  private static Event event(Announcement news, HasMetadata test, Instant now) {
    var metadata = test.getMetadata();
    return new EventBuilder()
        .withNewMetadata()
        .withName(
            metadata.getName()
                + "."
                + Long.toHexString(ChronoUnit.MICROS.between(Instant.EPOCH, now)))
        .withNamespace(metadata.getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withReportingController(CONTROLLER)
        .withReportingInstance(instance())
        .withAction("Measure")
        .withType(news.warning() ? "Warning" : "Normal")
        .withReason(news.reason())
        .withNote(OneLine.cut(news.note(), LONGEST_NOTE))
        .withRegarding(
            new ObjectReferenceBuilder()
                .withApiVersion(test.getApiVersion())
                .withKind(test.getKind())
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .build())
        .build();
  }

  private static String instance() {
    var host = System.getenv("HOSTNAME");
    return host == null || host.isBlank() ? "netperf-operator" : host;
  }
}
