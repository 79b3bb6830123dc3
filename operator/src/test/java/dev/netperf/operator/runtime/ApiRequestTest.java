package dev.netperf.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestTest {
  private static final String SERVER = "https://10.96.0.1:443";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /api/v1/nodes?resourceVersion=0                             | list   | nodes
          GET    | /api/v1/nodes?watch=true&resourceVersion=7                  | watch  | nodes
          GET    | /api/v1/pods?labelSelector=a%3Db                            | list   | pods
          GET    | /api/v1/namespaces/team-a/pods/p-1                          | get    | pods
          GET    | /api/v1/namespaces/team-a/pods                              | list   | pods
          POST   | /api/v1/namespaces/team-a/pods                              | create | pods
          DELETE | /api/v1/namespaces/team-a/services/p-svc                    | delete | services
          POST   | /apis/events.k8s.io/v1/namespaces/team-a/events             | create | events
          PATCH  | /apis/netperf.dev/v1alpha1/namespaces/a/netperftests/x/status?force=true | patch | netperftests/status
          GET    | /apis/netperf.dev/v1alpha1/netperftests?watch=true          | watch  | netperftests
          PUT    | /apis/coordination.k8s.io/v1/namespaces/n/leases/l          | update | leases
          GET    | /version                                                    | list   | other
          GET    | /api/v1/namespaces/team-a                                   | get    | other
          OPTIONS| /api/v1/namespaces/team-a/secrets                           | other  | other
          """)
  void aRequestIsNamedAsRbacNamesIt(String method, String uri, String verb, String resource) {
    assertThat(ApiRequest.of(method, URI.create(SERVER + uri)))
        .isEqualTo(new ApiRequest(verb, resource));
  }
}
