package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.operator.memory.Remembered;
import dev.netperf.operator.observe.Arrivals;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.function.BiConsumer;

/** Sees to it that every new survey has a turn. */
final class NewSurveys extends AbstractEventSource<NetPerfSurvey, NetPerfSurvey>
    implements ResourceEventAware<NetPerfSurvey> {
  private final Set<String> settled =
      Collections.synchronizedSet(Collections.newSetFromMap(new Remembered<>()));

  private final Arrivals<NetPerfSurvey> arrivals;

  /**
   * None yet.
   *
   * @param later does something after a while
   */
  NewSurveys(BiConsumer<Duration, Runnable> later) {
    super(NetPerfSurvey.class, "new-surveys");
    arrivals = new Arrivals<>(this::getEventHandler, settled::contains, later);
  }

  /** It has a turn. */
  void turn(NetPerfSurvey survey) {
    settled.add(survey.getMetadata().getUid());
  }

  @Override
  public void onResourceCreated(NetPerfSurvey survey) {
    arrivals.came(survey);
  }

  @Override
  public void onResourceUpdated(NetPerfSurvey survey, NetPerfSurvey before) {
    if (arrivals.replaced(survey, before)) {
      onResourceDeleted(before);
    }
  }

  @Override
  public void onResourceDeleted(NetPerfSurvey survey) {
    settled.add(survey.getMetadata().getUid());
  }

  @Override
  public Set<NetPerfSurvey> getSecondaryResources(NetPerfSurvey primary) {
    return Set.of();
  }
}
