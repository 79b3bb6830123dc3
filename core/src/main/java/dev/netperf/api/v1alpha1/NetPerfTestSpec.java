package dev.netperf.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * What to measure. Every field is optional; {@code {}} measures between two nodes of the operator's
 * choice. Fields with a constant default are never null here. What several fields together must be
 * stands in {@link SpecRules}.
 *
 * @param server where the server runs
 * @param client where the clients run
 * @param placement how the two nodes lie to each other
 * @param tool the program that measures
 * @param measurements what is measured; empty: what the tool has for TCP
 * @param paths the ways through the network, in the order of the first repetition
 * @param baseline the path that the others are compared with; null: HostToHost if listed, else the
 *     first path
 * @param repetitions separate runs of each path, 1..100
 * @param warmups extra repetitions before the others, not counted, 0..10
 * @param order the order of the samples
 * @param durationSeconds length of each measurement, 1..3600 s
 * @param pauseSeconds idle time between samples, 0..3600 s
 * @param messageSizes message sizes of bandwidth in bytes; empty: {@link Tool#messageSize}
 * @param latencyMessageSizes message sizes of latency in bytes; empty: {@link Tool#messageSize}
 * @param streams parallel connections of a bandwidth measurement, 1..64
 * @param ipFamily the IP version of the traffic; null: that of the server node's first address
 * @param ports the server's ports that are not to be drawn
 * @param probe what may be set of the probe pods; null: defaults
 * @param thresholds what must hold
 * @param retriesPerSample further attempts after a failed one, 0..10
 * @param activeDeadlineSeconds bound on a run from its admission, 1..172800 s; null: derived from
 *     the plan
 * @param placementDeadlineSeconds how long to wait for eligible nodes where the operator picks,
 *     0..86400 s
 * @param podRetention which finished pods stay
 * @param ttlSecondsAfterFinished how long a finished test is kept, 0..2147483647 s; null: until
 *     somebody deletes it
 * @param suspend stop after the sample under way
 * @param rerun any change starts a new run
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NetPerfTestSpec(
    @JsonPropertyDescription("Where the server runs.") Endpoint server,
    @JsonPropertyDescription("Where the clients run.") Endpoint client,
    @JsonPropertyDescription("How the two nodes lie to each other.") @Default("DifferentNodes")
        Placement placement,
    @JsonPropertyDescription("The program that measures.") @Default("qperf") Tool tool,
    @JsonPropertyDescription(
            "What is measured, one after the other in every sample. Default: what the tool has for"
                + " TCP.")
        @Size(min = 1, max = 4)
        @ValidationRule(
            value = "self.all(m, self.exists_one(n, n == m))",
            message = "measurements: no duplicates")
        List<Measurement> measurements,
    @JsonPropertyDescription(
            "The ways through the network: HostToHost is what the machines offer, PodToPod what"
                + " pods get; also HostToPod, PodToHost, PodToService.")
        @Size(min = 1, max = 5)
        @Default("[\"HostToHost\", \"PodToPod\"]")
        @ValidationRule(
            value = "self.all(p, self.exists_one(q, q == p))",
            message = "paths: no duplicates")
        List<Path> paths,
    @JsonPropertyDescription(
            "The path that the others are compared with. Default: HostToHost if it is measured,"
                + " else the first path.")
        Path baseline,
    @JsonPropertyDescription(
            "Separate runs of each path. An even number cancels a linear drift of the machines.")
        @Min(1)
        @Max(100)
        @Default("4")
        Integer repetitions,
    @JsonPropertyDescription("Extra repetitions before the others, kept but not counted.")
        @Min(0)
        @Max(10)
        @Default("0")
        Integer warmups,
    @JsonPropertyDescription(
            "Interleaved takes every path once in each repetition, in alternating order;"
                + " Sequential takes path after path.")
        @Default("Interleaved")
        Order order,
    @JsonPropertyDescription("Length of each measurement in seconds.")
        @Min(1)
        @Max(3600)
        @Default("10")
        Integer durationSeconds,
    @JsonPropertyDescription("Idle time between two samples in seconds.")
        @Min(0)
        @Max(3600)
        @Default("0")
        Integer pauseSeconds,
    @JsonPropertyDescription(
            "Message sizes of bandwidth in bytes; several give a curve. Default: the tool's own size;"
                + " of qperf's UDPBandwidth 1372, which fits one packet.")
        @Size(max = 20)
        @ValidationRule(
            value = "self.all(p, self.exists_one(q, q == p))",
            message = "messageSizes: no duplicates")
        List<@Min(1) @Max(16777216) Integer> messageSizes,
    @JsonPropertyDescription(
            "Message sizes of latency in bytes; several give a curve. Default: the tool's own size,"
                + " the smallest that it has.")
        @Size(max = 20)
        @ValidationRule(
            value = "self.all(p, self.exists_one(q, q == p))",
            message = "latencyMessageSizes: no duplicates")
        List<@Min(1) @Max(16777216) Integer> latencyMessageSizes,
    @JsonPropertyDescription(
            "Parallel connections of a bandwidth measurement; their bandwidths are added.")
        @Min(1)
        @Max(MOST_STREAMS)
        @Default("1")
        Integer streams,
    @JsonPropertyDescription(
            "The IP version of the traffic. Default: that of the server node's first address.")
        IpFamily ipFamily,
    @JsonPropertyDescription(
            "The server's ports, on the node's own network as well; stream i of qperf uses control"
                + " and data plus 2i. Default: those that are not named are drawn from 20000 to"
                + " 29999 for each run, see status.effective.")
        Ports ports,
    @JsonPropertyDescription("What may be set of the probe pods.") Probe probe,
    @JsonPropertyDescription("What must hold: where it doesn't, Passed and Ready are False.")
        @Size(max = 20)
        @ValidationRule(
            value =
                "self.all(t, self.exists_one(u, u.path == t.path && u.measurement =="
                    + " t.measurement && (has(u.messageSize) ? u.messageSize : 0) =="
                    + " (has(t.messageSize) ? t.messageSize : 0)))",
            message = "thresholds: at most one for each path, measurement and messageSize")
        List<Threshold> thresholds,
    @JsonPropertyDescription("Further attempts after a failed one, for each sample.")
        @Min(0)
        @Max(10)
        @Default("2")
        Integer retriesPerSample,
    @JsonPropertyDescription(
            "Bound on a run in seconds, from its admission; waiting for nodes and suspension don't"
                + " count. Default: derived from the plan, see status.effective.")
        @Min(1)
        @Max(172800)
        Integer activeDeadlineSeconds,
    @JsonPropertyDescription(
            "How long a test without eligible nodes waits for some, in seconds: an autoscaler may have"
                + " to make them. A named node that doesn't exist has a minute.")
        @Min(0)
        @Max(86400)
        @Default("600")
        Integer placementDeadlineSeconds,
    @JsonPropertyDescription(
            "Which finished probe pods stay for inspection: Never, OnFailure (those of failed"
                + " attempts) or Always.")
        @Default("OnFailure")
        PodRetention podRetention,
    @JsonPropertyDescription(
            "Deletes the test, with its result, so many seconds after its run ended; not while it is"
                + " unfinished. Beware where something creates it anew, such as GitOps: it would run"
                + " again. Default: it is kept.")
        @Min(0)
        @Max(2147483647)
        Integer ttlSecondsAfterFinished,
    @JsonPropertyDescription(
            "Stop after the sample under way, and go on from there when it is false again.")
        @Default("false")
        Boolean suspend,
    @JsonPropertyDescription("Any change of this text starts a new run.") @Size(max = 63)
        String rerun) {

  /** Of any tool. */
  static final int MOST_STREAMS = 64;

  /** A spec without a word in it. */
  public static final NetPerfTestSpec DEFAULTS =
      new NetPerfTestSpec(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null, null, null, null, null, null, null, null);

  public NetPerfTestSpec {
    server = server == null ? Endpoint.ANY : server;
    client = client == null ? Endpoint.ANY : client;
    placement = placement == null ? Placement.DifferentNodes : placement;
    tool = tool == null ? Tool.qperf : tool;
    measurements = measurements == null ? List.of() : List.copyOf(measurements);
    paths = paths == null ? List.of(Path.HostToHost, Path.PodToPod) : List.copyOf(paths);
    repetitions = repetitions == null ? 4 : repetitions;
    warmups = warmups == null ? 0 : warmups;
    order = order == null ? Order.Interleaved : order;
    durationSeconds = durationSeconds == null ? 10 : durationSeconds;
    pauseSeconds = pauseSeconds == null ? 0 : pauseSeconds;
    messageSizes = messageSizes == null ? List.of() : List.copyOf(messageSizes);
    latencyMessageSizes =
        latencyMessageSizes == null ? List.of() : List.copyOf(latencyMessageSizes);
    streams = streams == null ? 1 : streams;
    thresholds = thresholds == null ? List.of() : List.copyOf(thresholds);
    ports = ports == null ? Ports.DRAWN : ports;
    retriesPerSample = retriesPerSample == null ? 2 : retriesPerSample;
    placementDeadlineSeconds = placementDeadlineSeconds == null ? 600 : placementDeadlineSeconds;
    podRetention = podRetention == null ? PodRetention.OnFailure : podRetention;
    suspend = suspend != null && suspend;
  }

  /** The same between these nodes: what a template has for each of many. */
  public NetPerfTestSpec between(Endpoint serverNode, Endpoint clientNode) {
    return new NetPerfTestSpec(
        serverNode,
        clientNode,
        Placement.DifferentNodes,
        tool,
        measurements,
        paths,
        baseline,
        repetitions,
        warmups,
        order,
        durationSeconds,
        pauseSeconds,
        messageSizes,
        latencyMessageSizes,
        streams,
        ipFamily,
        ports,
        probe,
        null,
        retriesPerSample,
        activeDeadlineSeconds,
        placementDeadlineSeconds,
        podRetention,
        null,
        null,
        null);
  }

  /** The message sizes of a kind of measurement; empty: the default. */
  public List<Integer> sizes(boolean bandwidth) {
    return bandwidth ? messageSizes : latencyMessageSizes;
  }
}
