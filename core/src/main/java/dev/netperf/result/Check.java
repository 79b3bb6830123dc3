package dev.netperf.result;

import dev.netperf.api.v1alpha1.Warning;
import java.util.List;

/** Looks for one kind of reason to doubt a result. */
@FunctionalInterface
interface Check {
  /** What it found, in the order of the spec; empty: nothing to say. */
  List<Warning> warnings(Evidence evidence);
}
