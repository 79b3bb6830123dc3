package dev.netperf.run;

import dev.netperf.api.v1alpha1.Effective;
import dev.netperf.api.v1alpha1.InterfaceFacts;
import dev.netperf.api.v1alpha1.NetPerfTestStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the probes of a run told beside their measurements.
 *
 * @param toolVersion the measuring tool's version, the last that was told; null: none yet
 * @param interfaces the interface of each path that was measured
 */
public record Told(String toolVersion, List<InterfaceFacts> interfaces) {
  /** No probe has told anything yet. */
  public static final Told NOTHING = new Told(null, List.of());

  public Told {
    interfaces = List.copyOf(interfaces);
  }

  static Told of(NetPerfTestStatus status) {
    return new Told(
        Optional.ofNullable(status.effective()).map(Effective::toolVersion).orElse(null),
        status.interfaces());
  }

  /** With what one more told; of a path the first stays. */
  Told and(Optional<String> version, Optional<InterfaceFacts> found) {
    var news = found.filter(f -> interfaces.stream().noneMatch(i -> i.path().equals(f.path())));
    return new Told(
        version.orElse(toolVersion), Stream.concat(interfaces.stream(), news.stream()).toList());
  }
}
