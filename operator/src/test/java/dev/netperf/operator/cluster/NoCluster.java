package dev.netperf.operator.cluster;

import dev.netperf.api.v1alpha1.NetPerfTest;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.util.List;
import java.util.Optional;

/** Nothing may be asked of it, but for what a test overrides. */
public class NoCluster implements Cluster<NetPerfTest> {
  @Override
  public NetPerfTest applyStatus(NetPerfTest test) {
    throw new UnsupportedOperationException();
  }

  @Override
  public HasMetadata create(HasMetadata object) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<HasMetadata> get(HasMetadata object) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<NetPerfTest> whole(NetPerfTest observed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Pod> pods(NetPerfTest owner) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Service> services(NetPerfTest owner) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Node> node(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Node> nodes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(HasMetadata object) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void deleteAsObserved(NetPerfTest observed) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void post(Event event) {
    throw new UnsupportedOperationException();
  }
}
