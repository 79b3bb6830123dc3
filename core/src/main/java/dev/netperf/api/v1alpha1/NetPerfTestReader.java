package dev.netperf.api.v1alpha1;

/** Reads tests. */
final class NetPerfTestReader
    extends ResourceReader<NetPerfTestSpec, NetPerfTestStatus, NetPerfTest> {
  private static final long serialVersionUID = 1;

  NetPerfTestReader() {
    super(
        NetPerfTest.class,
        NetPerfTest::new,
        NetPerfTestSpec.class,
        NetPerfTestSpec.DEFAULTS,
        NetPerfTestStatus.class);
  }
}
