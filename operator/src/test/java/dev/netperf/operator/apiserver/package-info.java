/**
 * Tests on a real API server with its own etcd and without any controller or node: what it accepts,
 * refuses, stores and shows. They run in {@code mvn verify}.
 */
package dev.netperf.operator.apiserver;
