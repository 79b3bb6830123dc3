package dev.netperf.operator.placement;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The nodes of a test: two pairs while it is not known yet whether the status with the second one
 * was written.
 *
 * @param test whose they are
 * @param pairs one, or two
 */
record Claim(TestRef test, Set<NodeNames> pairs) {
  boolean overlaps(NodeNames nodes) {
    return pairs.stream().anyMatch(nodes::overlaps);
  }

  Set<String> names() {
    return pairs.stream().flatMap(pair -> pair.names().stream()).collect(Collectors.toSet());
  }

  Claim and(NodeNames nodes) {
    var both = new HashSet<>(pairs);
    both.add(nodes);
    return new Claim(test, both);
  }
}
