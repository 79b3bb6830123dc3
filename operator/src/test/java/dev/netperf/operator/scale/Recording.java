package dev.netperf.operator.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netperf.api.v1alpha1.NetPerfTest;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The statuses that the operator wrote of one test, in order. The floor writes the same ones, so
 * that its writes are as many and as large.
 *
 * @param statuses the statuses
 */
record Recording(List<NetPerfTestStatus> statuses) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of the versions of a test that a watch has told of. */
  static Recording of(List<NetPerfTest> versions) {
    var statuses = new ArrayList<NetPerfTestStatus>();
    for (var version : versions) {
      var status = version.getStatus();
      if (status != null && status.run() != null && !statuses.contains(status)) {
        statuses.add(status);
      }
    }
    return new Recording(statuses);
  }

  static Recording read(File file) {
    try {
      return JSON.readValue(file, Recording.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(File file) {
    try {
      JSON.writeValue(file, this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that were written while so many samples were taken. */
  List<NetPerfTestStatus> after(int samples) {
    return statuses.stream().filter(s -> s.samples().size() == samples).toList();
  }

  NetPerfTestStatus last() {
    return statuses.get(statuses.size() - 1);
  }

  /** A status to apply to a test. */
  static NetPerfTest status(NetPerfTest test, NetPerfTestStatus status) {
    var fresh = new NetPerfTest();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(test.getMetadata().getName())
            .withNamespace(test.getMetadata().getNamespace())
            .withResourceVersion(test.getMetadata().getResourceVersion())
            .build());
    fresh.setSpec(null);
    fresh.setStatus(status);
    return fresh;
  }
}
