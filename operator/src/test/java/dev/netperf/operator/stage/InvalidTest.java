package dev.netperf.operator.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a spec that was stored all the same. */
class InvalidTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requests: {cpu: 2}, limits: {cpu: 0.5} | spec.probe.resources.requests.cpu must not be above",
        "limits: {memory: 1Mi} | spec.probe.resources.limits.memory must be at least",
        "limits: {memory: 1e999999999} | spec.probe.resources.limits.memory must be a quantity",
        "extended: {example.com/nic: 1} | spec.probe.resources.extended names example.com/nic",
      })
  void resourcesThatNoProbeCanHaveEndTheRunWithTheField(String resources, String message) {
    var world = World.with("probe: {resources: {" + resources + "}}").settle();

    assertThat(world.reason()).isEqualTo("Invalid");
    assertThat(world.message()).startsWith(message);
    assertThat(world.conditions())
        .isEqualTo("Ready=False Stalled=True Failed=True Finished=True Passed=Unknown");
    assertThat(world.podNames()).isEmpty();
  }

  @Test
  void anExtendedResourceThatTheOperatorAllowsIsMeasuredWith() {
    var world =
        World.with("probe: {resources: {extended: {example.com/nic: 1}}}")
            .operatorAllows("example.com/nic")
            .settle();

    assertThat(world.reason()).isEqualTo("Starting");
  }
}
