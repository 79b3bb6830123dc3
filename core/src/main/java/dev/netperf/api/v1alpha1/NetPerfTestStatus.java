package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/**
 * What the operator knows of a test. Everything but the conditions' wording is derived from pods
 * that really ran.
 *
 * @param observedGeneration the generation that the status speaks of; −1: none yet
 * @param run the run that the status tells of
 * @param conditions Ready, Reconciling, Stalled, Finished, Passed
 * @param progress how far the run is
 * @param effective values in force of fields whose default depends on others
 * @param nodes the two nodes, from admission on
 * @param interfaces the interface of each path
 * @param samples every raw value, in the order taken, the uncounted ones included
 * @param results statistics for each path and measurement
 * @param comparisons each path against the baseline
 * @param verdicts what became of each threshold
 * @param warnings why a reader should look twice
 * @param summary the row of {@code kubectl get}
 * @param failures failed attempts, the newest 20
 * @param attempts how often each sample that failed did so
 * @param history the outcomes of earlier runs, the newest 10, the newest first
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NetPerfTestStatus(
    @JsonPropertyDescription("The generation that the status speaks of; -1: none yet.")
        Long observedGeneration,
    @JsonPropertyDescription("The run that the status tells of.") Run run,
    @JsonPropertyDescription(
            "Ready: the run finished and passed; its reason is the STATUS column. Finished: the run"
                + " ended, either way. Passed: every threshold held. Present while True only:"
                + " Reconciling; Complete, as of a Job; Stalled and Failed: the run failed, or a"
                + " threshold was breached or is inconclusive.")
        List<Condition> conditions,
    @JsonPropertyDescription("How far the run is.") Progress progress,
    @JsonPropertyDescription("Values in force of fields whose default depends on others.")
        Effective effective,
    @JsonPropertyDescription("The two nodes of the run.") NodePair nodes,
    @JsonPropertyDescription("The interface through which each path goes.")
        List<InterfaceFacts> interfaces,
    @JsonPropertyDescription("Every raw value, in the order taken.") List<Sample> samples,
    @JsonPropertyDescription("Statistics for each path and measurement.") List<Result> results,
    @JsonPropertyDescription("Each path against the baseline.") List<Comparison> comparisons,
    @JsonPropertyDescription("What became of each threshold.") List<Verdict> verdicts,
    @JsonPropertyDescription("Why a reader should look twice.") List<Warning> warnings,
    @JsonPropertyDescription("The row of kubectl get.") Summary summary,
    @JsonPropertyDescription("Failed attempts, the newest 20.") List<Failure> failures,
    @JsonPropertyDescription(
            "How often each sample of the run failed, those that never did left out.")
        List<SampleAttempts> attempts,
    @JsonPropertyDescription(
            "The outcomes of earlier runs, which a changed spec replaced; the newest 10, the newest"
                + " first.")
        List<PastRun> history) {

  /** A status before the operator has seen the resource. */
  public static final NetPerfTestStatus NONE =
      new NetPerfTestStatus(
          -1L, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null);

  public NetPerfTestStatus {
    observedGeneration = observedGeneration == null ? -1L : observedGeneration;
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    samples = samples == null ? List.of() : List.copyOf(samples);
    results = results == null ? List.of() : List.copyOf(results);
    comparisons = comparisons == null ? List.of() : List.copyOf(comparisons);
    interfaces = interfaces == null ? List.of() : List.copyOf(interfaces);
    verdicts = verdicts == null ? List.of() : List.copyOf(verdicts);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
    failures = failures == null ? List.of() : List.copyOf(failures);
    attempts = attempts == null ? List.of() : List.copyOf(attempts);
    history = history == null ? List.of() : List.copyOf(history);
  }

  /** The same status, speaking of this generation with these conditions. */
  public NetPerfTestStatus with(Long generation, List<Condition> changed) {
    return new NetPerfTestStatus(
        generation,
        run,
        changed,
        progress,
        effective,
        nodes,
        interfaces,
        samples,
        results,
        comparisons,
        verdicts,
        warnings,
        summary,
        failures,
        attempts,
        history);
  }

  /** The same status with this row; null: none. */
  public NetPerfTestStatus with(Summary row) {
    return new NetPerfTestStatus(
        observedGeneration,
        run,
        conditions,
        progress,
        effective,
        nodes,
        interfaces,
        samples,
        results,
        comparisons,
        verdicts,
        warnings,
        row,
        failures,
        attempts,
        history);
  }

  /** The condition of this type, if it is there. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
  }

  /**
   * This status without what only readers need, and what only the next step of a run needs, unless
   * it has its nodes and takes that step soon: samples, history, words.
   */
  public NetPerfTestStatus lean() {
    if (run == null || (run.admissionTime() != null && !finished())) {
      return this;
    }
    return new NetPerfTestStatus(
        observedGeneration,
        run,
        finished() ? conditions.stream().map(c -> c.with("")).toList() : conditions,
        progress,
        effective,
        nodes,
        null,
        null,
        results,
        comparisons,
        null,
        warnings.stream().map(warning -> new Warning(warning.type(), "")).toList(),
        Summary.NOTHING.equals(summary) ? summary : null,
        failures.stream().map(failure -> failure.with("")).toList(),
        attempts,
        null);
  }

  /** Whether the run has ended, well or badly. */
  public boolean finished() {
    return run != null && run.completionTime() != null;
  }

  /** Whether the run has ended, and well. */
  public boolean succeeded() {
    return condition(Condition.READY).filter(ready -> "True".equals(ready.status())).isPresent();
  }
}
