package dev.netperf.operator.runtime;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether this process is the active operator; one that stands by is ready as well. */
@Readiness
@Singleton
class LeaderHealth implements HealthCheck {
  private final LeaderElection election;

  LeaderHealth(LeaderElection election) {
    this.election = election;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("Leader election")
        .up()
        .withData("leading", election.leading())
        .build();
  }
}
