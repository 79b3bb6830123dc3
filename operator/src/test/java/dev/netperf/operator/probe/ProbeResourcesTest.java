package dev.netperf.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeResourcesTest {
  private static String text(Map<String, Quantity> amounts) {
    return new TreeMap<>(amounts).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the defaults
        "{}                                          | {cpu=100m, memory=32Mi} | {memory=128Mi}",
        "{probe: {}}                                 | {cpu=100m, memory=32Mi} | {memory=128Mi}",
        "{probe: {resources: {}}}                    | {cpu=100m, memory=32Mi} | {memory=128Mi}",
        // what is given, as it is given, and none of the defaults
        "{probe: {resources: {requests: {cpu: 0.5}}}} | {cpu=0.5} | {}",
        "{probe: {resources: {limits: {cpu: 2, memory: '1e9', ephemeral-storage: 1Gi}}}} | {} | {cpu=2, ephemeral-storage=1Gi, memory=1e9}",
        "{probe: {resources: {limits: {cpu: null, memory: 1Gi}}}} | {} | {memory=1Gi}",
        // extended resources are both, and leave the defaults alone
        "{probe: {resources: {extended: {example.com/nic: 1}}}} | {cpu=100m, example.com/nic=1, memory=32Mi} | {example.com/nic=1, memory=128Mi}",
        "{probe: {resources: {limits: {cpu: 1}, extended: {example.com/nic: '2'}}}} | {example.com/nic=2} | {cpu=1, example.com/nic=2}",
      })
  void aProbeHasWhatTheSpecGivesOrElseTheDefaults(String spec, String requests, String limits) {
    var resources = ProbeResources.of(Specs.spec(spec), ProbeTemplate.NONE);

    assertThat(text(resources.getRequests())).isEqualTo(requests);
    assertThat(text(resources.getLimits())).isEqualTo(limits);
  }
}
