/**
 * What all clusters in memory are made of, and what is played on a real API server: the objects
 * with their versions, nodes as kubelets report them, and what scheduler and kubelets do to a pod.
 * When things happen is up to the {@code simulation}, the {@code Crowd} and the {@code World}.
 */
package dev.netperf.operator.fake;
