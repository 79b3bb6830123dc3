package dev.netperf.operator.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import dev.netperf.plan.Specs;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** Tests with a status as it is stored. */
final class Tests {
  private static final ObjectMapper YAML = new YAMLMapper();

  private Tests() {}

  /** A test without a status. */
  static NetPerfTest fresh(String name) {
    var test = new NetPerfTest();
    test.setMetadata(new ObjectMetaBuilder().withNamespace("team-a").withName(name).build());
    test.setSpec(Specs.spec("{}"));
    return test;
  }

  static NetPerfTest with(String name, String status) {
    var test = fresh(name);
    try {
      test.setStatus(YAML.readValue(status, NetPerfTestStatus.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(status, e);
    }
    return test;
  }

  /** One whose run ended so: 2 of 2 samples, bandwidth and latency on both paths. */
  static NetPerfTest complete(String name, String completionTime) {
    return with(
        name,
        """
        run: {id: 0a1b2c3d, startTime: '2026-01-01T00:00:00Z', completionTime: '%s'}
        progress: {completed: 2, total: 2, summary: 2/2}
        nodes: {server: {name: node-2}, client: {name: node-1}}
        conditions:
        - {type: Ready, status: 'True', reason: Complete, message: ''}
        - {type: Passed, status: 'True', reason: NoThresholds, message: ''}
        results:
        - {path: HostToHost, measurement: TCPBandwidth, unit: bit/s, samples: 1, mean: 956000000}
        - {path: PodToPod, measurement: TCPBandwidth, unit: bit/s, samples: 1, mean: 923000000}
        - {path: HostToHost, measurement: TCPLatency, unit: ns, samples: 1, mean: 20600}
        - {path: PodToPod, measurement: TCPLatency, unit: ns, samples: 1, mean: 25500}
        comparisons:
        - {measurement: TCPBandwidth, path: PodToPod, baseline: HostToHost, pairs: 1,
           percentOfBaseline: '96.5', medianPercent: '96.5'}
        """
            .formatted(completionTime));
  }
}
