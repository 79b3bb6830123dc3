package dev.netperf.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.plan.Specs;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceFaultTest {
  private static Optional<String> fault(String resources, String allowed) {
    var spec = Specs.spec("{probe: {resources: " + resources + "}}");
    return ResourceFault.of(spec, ExtendedResources.parse(allowed));
  }

  private static Optional<String> fault(String resources) {
    return fault(resources, "");
  }

  @Test
  void aSpecWithoutResourcesHasNone() {
    assertThat(ResourceFault.of(Specs.spec("{}"), ExtendedResources.NONE)).isEmpty();
    assertThat(ResourceFault.of(Specs.spec("{probe: {}}"), ExtendedResources.NONE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{requests: {cpu: 0.5, memory: 32Mi}, limits: {cpu: 500m, memory: 33554432}}",
        "{requests: {cpu: 1}}",
        "{limits: {cpu: 1}}",
        "{limits: {memory: 0}}",
        "{requests: {cpu: 0.00001}, limits: {cpu: 0.12345678901234567}}",
        "{requests: {ephemeral-storage: 1G}, limits: {ephemeral-storage: 1Gi}}",
      })
  void whatAPodCanHaveIsNoFault(String resources) {
    assertThat(fault(resources)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{requests: {cpu: 0.5}, limits: {cpu: 499m}}                   | cpu",
        "{requests: {cpu: 2}, limits: {cpu: '1'}}                      | cpu",
        "{requests: {memory: 1Gi}, limits: {memory: 1G}}               | memory",
        "{requests: {ephemeral-storage: 2}, limits: {ephemeral-storage: 1.5}} | ephemeral-storage",
      })
  void aRequestAboveItsLimitIsNamed(String resources, String name) {
    assertThat(fault(resources))
        .hasValue(
            "spec.probe.resources.requests.%1$s must not be above limits.%1$s".formatted(name));
  }

  @Test
  void tooLittleMemoryIsToldWithWhatIsEnough() {
    assertThat(fault("{limits: {memory: 9M}}"))
        .hasValueSatisfying(
            fault ->
                assertThat(fault)
                    .startsWith("spec.probe.resources.limits.memory must be at least 9502720"));
  }

  @Test
  void anExtendedResourceIsForTheOperatorToAllow() {
    var two = "{extended: {example.com/nic: 1, example.com/gpu: 1}}";

    assertThat(fault(two, "example.com/gpu, example.com/nic")).isEmpty();
    assertThat(fault(two, "example.com/gpu,"))
        .hasValue(
            "spec.probe.resources.extended names example.com/nic, which the operator's"
                + " NETPERF_EXTENDED_RESOURCES does not list");
    assertThat(fault(two)).hasValueSatisfying(f -> assertThat(f).contains("example.com/gpu"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999999999", "1e-999999999", "1e100", "plenty", "-1", "1Kb", "0x10"})
  @Timeout(5)
  void whatIsNoQuantityIsNamedAndNeverComputed(String text) {
    assertThat(fault("{requests: {memory: 1}, limits: {memory: '%s'}}".formatted(text)))
        .hasValue("spec.probe.resources.limits.memory must be a quantity");
    assertThat(fault("{extended: {example.com/nic: '%s'}}".formatted(text), "example.com/nic"))
        .hasValue("spec.probe.resources.extended.example.com/nic must be a quantity");
  }

  @Test
  @Timeout(5)
  void noQuantityOfTheRightFormTakesLong() {
    assertThat(fault("{requests: {memory: '999999999999999e99'}, limits: {memory: '.1e-99'}}"))
        .hasValue("spec.probe.resources.requests.memory must not be above limits.memory");
  }
}
