package dev.netperf.tool;

import dev.netperf.api.v1alpha1.InterfaceFacts;
import dev.netperf.api.v1alpha1.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the probe image saw beside the tool. Any of it may be absent, and what makes no sense counts
 * as absent; only without the server's account there is no sample.
 *
 * @param values by key
 */
record EnvelopeFacts(Map<String, String> values) {
  private static final String NUMBER = "[0-9]{1,18}";
  private static final String NAME = "[A-Za-z0-9_.-]{1,32}";

  /** Linux allows anything in an interface's name but white space, a slash and a colon. */
  private static final String INTERFACE = "[!-.0-9;-~]{1,15}";

  private static final String VERSION = "[0-9][A-Za-z0-9.+~-]{0,31}";
  private static final String MODEL = "[ -~]{0,79}[!-~]";
  private static final long MAX_MTU = 1 << 24;

  EnvelopeFacts {
    values = Map.copyOf(values);
  }

  /** What the client's end saw during a measurement, from 0. */
  EndFacts client(int measurement) {
    return EndFacts.parse(values.getOrDefault("client" + measurement, ""));
  }

  /** What the server's end saw during a measurement, from 0. */
  EndFacts server(int measurement) {
    return EndFacts.parse(values.getOrDefault("server" + measurement, ""));
  }

  /** The interface that leads to the server; empty when its name is not known. */
  Optional<InterfaceFacts> networkInterface(Path path) {
    var mtu = number("mtu", MAX_MTU);
    return Optional.ofNullable(text("interface", INTERFACE))
        .map(
            name ->
                new InterfaceFacts(
                    path.name(),
                    name,
                    mtu == null || mtu == 0 ? null : Integer.valueOf(mtu.intValue()),
                    text("qdisc", NAME),
                    text("congestionControl", NAME)));
  }

  /** The client node's CPU. */
  Optional<String> cpuModel() {
    return Optional.ofNullable(text("cpuModel", MODEL)).map(String::strip);
  }

  /** The measuring tool's version, as it says itself. */
  Optional<String> toolVersion() {
    return Optional.ofNullable(text("toolVersion", VERSION));
  }

  private Long number(String key, long most) {
    var text = text(key, NUMBER);
    return text == null || Long.parseLong(text) > most ? null : Long.valueOf(text);
  }

  private String text(String key, String form) {
    var text = values.getOrDefault(key, "");
    return text.matches(form) ? text : null;
  }
}
