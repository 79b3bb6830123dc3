package dev.netperf.result;

import java.util.List;

/** What holds bounds against what was measured. */
public interface Judge {
  /**
   * A figure of a subject held against these bounds, at least one.
   *
   * @param bounds in the unit of the measurement
   */
  Finding absolute(Subject subject, List<Bound> bounds);

  /**
   * What a subject is of the baseline held against these bounds, at least one.
   *
   * @param bounds in percent
   */
  Finding relative(Subject subject, List<Bound> bounds);
}
