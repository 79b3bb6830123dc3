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

  @Test
  void aSpecWithNothingToMeasurePassesByNoOtherChange() {
    // Given one that a schema of another version let pass
    var world = World.with("paths: []").settle();
    assertThat(world.reason()).isEqualTo("Invalid");

    // When something changes that is not measured
    world.change("paths: []\nretriesPerSample: 1");

    // Then it is as invalid as before
    assertThat(world.reason()).isEqualTo("Invalid");
    assertThat(world.status().observedGeneration()).isEqualTo(2);
  }

  @Test
  void aTestThatAnotherVersionOfTheOperatorUnderstandsIsMeasuredByIt() {
    // Given a test that asks for something in words that this version doesn't know
    var world = World.with("").changeAhead("maxLoss: 0.1%");
    assertThat(world.reason()).isEqualTo("Invalid");
    var status = world.status();

    // When nothing changes, nothing does
    assertThat(world.tick(3600).status()).isEqualTo(status);

    // When a version comes that does, in a field that changes nothing of what is measured
    world.readAs("activeDeadlineSeconds: 600");

    // Then its run begins, and has all its time
    assertThat(world.reason()).isEqualTo("Starting");
    assertThat(world.status().run().completionTime()).isNull();
  }

  @Test
  void aTestThatAskedForAResourceIsMeasuredWhenTheOperatorAllowsIt() {
    var world = World.with("probe: {resources: {extended: {example.com/nic: 1}}}").settle();
    assertThat(world.reason()).isEqualTo("Invalid");

    world.operatorAllows("example.com/nic").settle();

    assertThat(world.reason()).isEqualTo("Starting");
  }
}
