package dev.netperf.result;

import static dev.netperf.api.v1alpha1.Measurement.TCPBandwidth;
import static dev.netperf.api.v1alpha1.Measurement.TCPLatency;
import static dev.netperf.api.v1alpha1.Measurement.UDPBandwidth;
import static dev.netperf.api.v1alpha1.Path.HostToHost;
import static dev.netperf.api.v1alpha1.Path.PodToPod;
import static dev.netperf.plan.Specs.spec;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netperf.api.v1alpha1.InterfaceFacts;
import dev.netperf.api.v1alpha1.Measurement;
import dev.netperf.api.v1alpha1.NodeFacts;
import dev.netperf.api.v1alpha1.NodePair;
import dev.netperf.api.v1alpha1.Path;
import dev.netperf.api.v1alpha1.Sample;
import dev.netperf.api.v1alpha1.SideFacts;
import dev.netperf.api.v1alpha1.Value;
import dev.netperf.api.v1alpha1.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * How often a run of which there is nothing to say gets each warning: seeded draws. The table in
 * {@code docs/warnings.md} is what came out; {@code -Dgolden.write=true} writes it anew.
 */
class FalseAlarmsTest {
  private static final java.nio.file.Path DOCUMENT = java.nio.file.Path.of("../docs/warnings.md");
  private static final String BEGIN = "<!-- written by FalseAlarmsTest -->\n";
  private static final String END = "<!-- end -->\n";
  private static final int RUNS = 2000;
  private static final List<Measurement> MEASUREMENTS =
      List.of(TCPBandwidth, TCPLatency, UDPBandwidth);
  private static final double USUAL_OVERLAY = 0.965;

  /** What a healthy run may look like; the overlay costs nothing unless said otherwise. */
  enum Health {
    QUIET("0.5%", 4, 0.005, false),
    USUAL("2%", 4, 0.02, false),
    RESTLESS("5%", 4, 0.05, false),
    HEAVY_TAILS("5%, heavy tails", 4, 0.05, true),
    TWO("5%, 2 repetitions", 2, 0.05, false),
    TEN("5%, 10 repetitions", 10, 0.05, false);

    private final String title;
    private final int repetitions;
    private final double scatter;
    private final boolean heavyTails;

    Health(String title, int repetitions, double scatter, boolean heavyTails) {
      this.title = title;
      this.repetitions = repetitions;
      this.scatter = scatter;
      this.heavyTails = heavyTails;
    }

    /** In percent of the runs, by warning; the share of the native bandwidth that pods get. */
    private Map<Warning.Type, Double> rates(double overlay) {
      var random = new Random(20261129);
      var counts = new EnumMap<Warning.Type, Integer>(Warning.Type.class);
      for (int run = 0; run < RUNS; run++) {
        warnings(samples(random, overlay)).stream()
            .map(Warning::type)
            .distinct()
            .map(Warning.Type::valueOf)
            .forEach(type -> counts.merge(type, 1, Integer::sum));
      }
      var rates = new EnumMap<Warning.Type, Double>(Warning.Type.class);
      counts.forEach((type, count) -> rates.put(type, 100.0 * count / RUNS));
      return rates;
    }

    private List<Warning> warnings(List<Sample> samples) {
      return Warnings.of(
          spec("{repetitions: " + repetitions + "}"),
          MEASUREMENTS,
          HostToHost,
          new NodePair(node("node-1", "a"), node("node-2", "b")),
          List.of(interfaceOf(HostToHost, 1500), interfaceOf(PodToPod, 1450)),
          samples);
    }

    /** Interleaved: AB BA AB BA. */
    private List<Sample> samples(Random random, double overlay) {
      var samples = new ArrayList<Sample>();
      for (int repetition = 1; repetition <= repetitions; repetition++) {
        var turn =
            new ArrayList<>(
                List.of(
                    sample(random, repetition, HostToHost, 1),
                    sample(random, repetition, PodToPod, overlay)));
        if (repetition % 2 == 0) {
          Collections.reverse(turn);
        }
        samples.addAll(turn);
      }
      return samples;
    }

    private Sample sample(Random random, int repetition, Path path, double share) {
      return Samples.sample(
          repetition,
          path,
          value(random, TCPBandwidth, 941e6 * share),
          value(random, TCPLatency, 20e3 / share),
          value(random, UDPBandwidth, 930e6 * share));
    }

    private Value value(Random random, Measurement measurement, double truth) {
      double noise = heavyTails ? t3(random) : random.nextGaussian();
      return Value.of(measurement, Math.max(1, Math.round(truth * (1 + scatter * noise))))
          .withFacts(facts(random), facts(random));
    }
  }

  /** Student's t with three degrees of freedom, of which the standard deviation is 1. */
  private static double t3(Random random) {
    double chiSquared = 0;
    for (int i = 0; i < 3; i++) {
      chiSquared += Math.pow(random.nextGaussian(), 2);
    }
    return random.nextGaussian() / Math.sqrt(chiSquared);
  }

  /**
   * What an end sees: a CPU that is busy by 20 to 90 percent, in one of twenty measurements by
   * something else altogether; a probe that is throttled for up to half a percent of the time, for
   * it has a limit and starts; a thousandth of all bytes sent again, and of all datagrams dropped,
   * sometimes more.
   */
  private static SideFacts facts(Random random) {
    int busy = random.nextInt(20) == 0 ? 100 : 20 + random.nextInt(71);
    return new SideFacts(
        null,
        busy,
        5,
        0,
        (long) random.nextInt(50),
        1_000_000L,
        Math.min(1_000_000L, Math.round(1000 * exponential(random))),
        1_000_000L,
        Math.round(1000 * exponential(random)));
  }

  private static double exponential(Random random) {
    return -Math.log(1 - random.nextDouble());
  }

  private static NodeFacts node(String name, String bootID) {
    return new NodeFacts(
        name, null, null, null, null, null, null, bootID, null, null, null, null, null, null);
  }

  private static InterfaceFacts interfaceOf(Path path, int mtu) {
    return new InterfaceFacts(path.name(), "eth0", mtu, "noqueue", "cubic");
  }

  @Test
  void ofAHealthyRunThereIsHardlyEverSomethingToSay() throws IOException {
    // When
    var rates = new EnumMap<Health, Map<Warning.Type, Double>>(Health.class);
    var usual = new EnumMap<Health, Map<Warning.Type, Double>>(Health.class);
    for (var health : Health.values()) {
      rates.put(health, health.rates(1));
      usual.put(health, health.rates(USUAL_OVERLAY));
    }

    // Then
    rates.get(Health.TWO).remove(Warning.Type.FewRepetitions);
    assertThat(rates.get(Health.QUIET).values()).allMatch(rate -> rate < 1);
    assertThat(rates.get(Health.USUAL).values()).allMatch(rate -> rate < 2);
    assertThat(rates.get(Health.RESTLESS).values()).allMatch(rate -> rate < 3);
    assertThat(rates.values()).allSatisfy(r -> assertThat(r.values()).allMatch(rate -> rate < 15));
    var table = table(rates, usual);
    assertThat(documented(table)).isEqualTo(table);
  }

  private static String table(
      Map<Health, Map<Warning.Type, Double>> rates, Map<Health, Map<Warning.Type, Double>> usual) {
    var rows =
        Stream.of(Warning.Type.values())
            .filter(type -> type != Warning.Type.FewRepetitions)
            .map(type -> row("" + type, health -> rates.get(health).getOrDefault(type, 0.0)))
            .toList();
    var better =
        row(
            "PodBetterThanHost of an overlay that costs 3.5%",
            health -> usual.get(health).getOrDefault(Warning.Type.PodBetterThanHost, 0.0));
    return Stream.of(Health.values()).map(h -> h.title).collect(joining(" | ", "| | ", " |\n"))
        + "|---|"
        + "---|".repeat(Health.values().length)
        + "\n"
        + String.join("", rows)
        + better;
  }

  private static String row(String name, ToDoubleFunction<Health> rate) {
    return Stream.of(Health.values())
        .map(health -> String.format(Locale.ROOT, "%.1f%%", rate.applyAsDouble(health)))
        .map(text -> text.equals("0.0%") ? "0" : text)
        .collect(joining(" | ", "| " + name + " | ", " |\n"));
  }

  private static String documented(String table) throws IOException {
    var text = Files.readString(DOCUMENT);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(DOCUMENT, text.substring(0, begin) + table + text.substring(end));
      return table;
    }
    return text.substring(begin, end);
  }
}
