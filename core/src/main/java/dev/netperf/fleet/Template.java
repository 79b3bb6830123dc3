package dev.netperf.fleet;

import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NetPerfTestSpec;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.plan.Plan;
import dev.netperf.result.Resolution;
import dev.netperf.result.Row;
import dev.netperf.result.Subject;
import java.util.List;

/**
 * What the tests of a survey measure.
 *
 * @param spec as in the template
 * @param measurements the measurements in force
 * @param baseline the path that the others are compared with
 */
record Template(NetPerfTestSpec spec, List<Measurement> measurements, Path baseline) {
  Template {
    measurements = List.copyOf(measurements);
  }

  static Template of(NetPerfTestSpec spec) {
    var plan = Plan.of(spec);
    return new Template(spec, plan.measurements(), plan.baseline());
  }

  /** All that figures tell of, in the template's order. */
  List<Subject> subjects() {
    return Subject.all(spec, measurements);
  }

  /** The smallest difference of a subject that the tool can tell; 0: none to speak of. */
  double step(Subject subject) {
    return Resolution.step(spec, subject);
  }

  /** What of it a row tells. */
  Row row() {
    return new Row(spec, measurements);
  }
}
