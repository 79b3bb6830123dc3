package dev.netperf.operator.runtime;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Says why the process is about to end, if it is: an operator that sees nothing is not alive. */
@Liveness
@Singleton
class WatchHealth implements HealthCheck {
  private final EndedWatches watches;

  WatchHealth(EndedWatches watches) {
    this.watches = watches;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("Watches").status(watches.causes().isEmpty());
    watches.causes().forEach(response::withData);
    return response.build();
  }
}
