package dev.netperf.run;

import dev.netperf.api.v1alpha1.SampleAttempts;
import java.util.List;
import java.util.stream.Stream;

/** How often each sample of a run failed. */
final class Attempts {
  private Attempts() {}

  static int failed(List<SampleAttempts> attempts, int sample) {
    return attempts.stream()
        .filter(a -> a.sample() == sample)
        .mapToInt(SampleAttempts::failed)
        .findFirst()
        .orElse(0);
  }

  /** With one more failed attempt at this sample. */
  static List<SampleAttempts> and(List<SampleAttempts> attempts, int sample) {
    return Stream.concat(
            attempts.stream().filter(a -> a.sample() != sample),
            Stream.of(new SampleAttempts(sample, failed(attempts, sample) + 1)))
        .toList();
  }
}
