package dev.netperf.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseRenewalsTest {
  private static final String LEASES = "https://api/apis/coordination.k8s.io/v1/";

  /** Who only reads it knows nothing of how long it is good: not of others' either. */
  @ParameterizedTest
  @CsvSource({
    "POST, namespaces/netperf-system/leases, true",
    "PUT, namespaces/netperf-system/leases/netperf-operator, true",
    "PATCH, namespaces/netperf-system/leases/netperf-operator, true",
    "GET, namespaces/netperf-system/leases/netperf-operator, false",
    "GET, leases?fieldSelector=metadata.name%3Dnetperf-operator, false",
    "GET, leases?watch=true, false",
    "DELETE, namespaces/netperf-system/leases/netperf-operator, false",
    "PATCH, namespaces/netperf-system/pods/netperf-operator, false",
  })
  void onlyAWriteRenews(String method, String path, boolean renews) {
    assertThat(LeaseRenewals.writesLease(method, URI.create(LEASES + path))).isEqualTo(renews);
  }
}
