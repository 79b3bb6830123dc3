/**
 * The operator as it is shipped - images, manifests, rights - in a real Kubernetes, with real
 * measurements between real nodes.
 */
package dev.netperf.operator.e2e;
