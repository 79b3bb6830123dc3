package dev.netperf.operator.survey;

import dev.netperf.api.v1alpha1.survey.NetPerfSurvey;
import dev.netperf.operator.cluster.Cluster;
import dev.netperf.operator.cluster.Events;
import dev.netperf.operator.cluster.FreshNodes;
import dev.netperf.operator.cluster.OwnedObjects;
import dev.netperf.operator.cluster.Races;
import dev.netperf.operator.cluster.StatusWriter;
import dev.netperf.operator.observe.Refusal;
import dev.netperf.operator.survey.stage.SurveyDecider;
import dev.netperf.operator.survey.stage.SurveyDecision;
import dev.netperf.operator.survey.stage.SurveyObservation;
import dev.netperf.operator.survey.stage.SurveyRecord;
import dev.netperf.operator.survey.stage.SurveyRuns;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One survey's turn: observe, decide, act. It knows neither the framework nor the network.
 *
 * @param journal what the slices have
 * @param view what is observed of a survey
 * @param cluster what is acted on
 * @param objects what else is acted on
 * @param races when to look again after a write that came too late
 * @param clock the time
 */
public record SurveyTurn(
    Journal journal,
    View view,
    Cluster<NetPerfSurvey> cluster,
    SurveyObjects objects,
    Races races,
    Supplier<Instant> clock) {
  /** A refusal and a plan cost one each. */
  private static final int ROUNDS = 5;

  /** Codes of an answer that is no race and no outage: a policy, a quota. */
  private static final Set<Integer> REFUSED = Set.of(400, 403, 413, 422);

  /** More rounds than those in a row are a storm. */
  private static final Duration SOON = Duration.ofMillis(500);

  /** What is observed of a survey, now. */
  @FunctionalInterface
  public interface View {
    /** The survey's world as the caches know it. */
    SurveyObservation of(
        NetPerfSurvey survey, SurveyRecord record, Optional<Refusal> refusal, Instant now);
  }

  /**
   * Does what is due.
   *
   * @return when to look again if nothing happens; empty: never
   */
  public Optional<Duration> take(NetPerfSurvey survey) {
    try {
      return rounds(survey);
    } catch (RuntimeException e) {
      journal.distrust(uid(survey));
      throw e;
    }
  }

  private Optional<Duration> rounds(NetPerfSurvey survey) {
    var observed = survey;
    Optional<Refusal> refusal = Optional.empty();
    for (int round = 0; round < ROUNDS; round++) {
      var observation = observe(observed, refusal);
      var decision = decide(observation);
      decision = recorded(decision, observation);
      var written = write(decision, observation);
      if (written.isEmpty()) {
        return Optional.of(races.lost(observed));
      }
      observed = written.get();
      announce(decision, observation);
      delete(decision, observation);
      refusal = create(decision, observed);
      if (refusal.isEmpty() && !decision.lookAgain().equals(Optional.of(Duration.ZERO))) {
        if (decision.lookAgain().isEmpty()) {
          journal.forget(uid(observed));
        }
        return decision.lookAgain();
      }
    }
    return Optional.of(SOON);
  }

  private SurveyObservation observe(NetPerfSurvey survey, Optional<Refusal> refusal) {
    var now = clock.get();
    var bare = view.of(survey, SurveyRecord.NOTHING, refusal, now);
    if (survey.isMarkedForDeletion()
        || survey.getStatusUnread().isPresent()
        || (bare.children().isEmpty() && SurveyRuns.rests(survey, now))) {
      return bare;
    }
    var run = SurveyRuns.current(survey, now).id();
    journal.of(survey, run, objects);
    journal.seen(uid(survey), bare.children());
    return view.of(survey, journal.of(survey, run, objects), refusal, now);
  }

  /**
   * What rests on an absence is decided once more by what the API server itself says; and so is a
   * creation after one that may have come to something.
   */
  private SurveyDecision decide(SurveyObservation observation) {
    var decision = SurveyDecider.decide(observation);
    var uid = uid(observation.survey());
    var doubtful = !decision.create().isEmpty() && journal.doubtful(uid);
    if (!decision.absence() && !doubtful) {
      return decision;
    }
    var tests = objects.tests(observation.survey());
    journal.certain(uid);
    if (!decision.absence()) {
      decision = SurveyDecider.decide(observation.confirmed(tests, observation.nodes()));
    }
    return decision.absence()
        ? SurveyDecider.decide(observation.confirmed(tests, FreshNodes.listed(cluster)))
        : decision;
  }

  /** What is decided once the slices have it; else that they were refused is all that is said. */
  private SurveyDecision recorded(SurveyDecision decision, SurveyObservation observation) {
    try {
      record(decision, observation);
      return decision;
    } catch (KubernetesClientException e) {
      if (!REFUSED.contains(e.getCode())) {
        throw e;
      }
      return SurveyDecider.unrecorded(observation, OwnedObjects.refusal(e));
    }
  }

  private void record(SurveyDecision decision, SurveyObservation observation) {
    decision.plan().ifPresent(plan -> journal.plan(observation.survey(), plan, objects));
    if (!decision.entries().isEmpty()) {
      journal.append(observation.survey(), decision.entries(), objects);
    }
  }

  private Optional<NetPerfSurvey> write(SurveyDecision decision, SurveyObservation observation) {
    var survey = observation.survey();
    var outdated = decision.status().isPresent() && journal.outdated(uid(survey));
    if (!decision.writes(observation) && !outdated) {
      races.won(survey);
      return Optional.of(survey);
    }
    var status = survey.withStatusOnly(decision.status().orElseThrow());
    var written = StatusWriter.write(survey, status, cluster);
    if (written.isEmpty() && races.outrun(survey)) {
      written = StatusWriter.insist(survey, status, SurveyTurn::sameStatus, cluster);
    }
    written.ifPresent(races::won);
    if (outdated && written.isPresent()) {
      journal.deleteOutdated(survey, objects);
    }
    return written;
  }

  private static boolean sameStatus(NetPerfSurvey one, NetPerfSurvey other) {
    return Objects.equals(one.getStatus(), other.getStatus());
  }

  private void announce(SurveyDecision decision, SurveyObservation observation) {
    decision
        .status()
        .map(status -> SurveyNews.between(observation.status(), status))
        .ifPresent(news -> Events.post(news, observation.survey(), observation.now(), cluster));
  }

  private void delete(SurveyDecision decision, SurveyObservation observation) {
    var survey = uid(observation.survey());
    var tests = journal.notDeletedYet(survey, decision.delete());
    if (!tests.isEmpty()) {
      journal.deleting(survey, tests);
      objects.delete(tests);
      journal.deleted(survey, tests);
    }
  }

  private Optional<Refusal> create(SurveyDecision decision, NetPerfSurvey survey) {
    var refusal =
        OwnedObjects.create(
            decision.create().stream().map(HasMetadata.class::cast).toList(), survey, cluster);
    if (refusal.isEmpty()) {
      journal.created(uid(survey), decision.create());
    } else {
      journal.doubts(uid(survey));
    }
    return refusal;
  }

  private static String uid(NetPerfSurvey survey) {
    return survey.getMetadata().getUid();
  }
}
