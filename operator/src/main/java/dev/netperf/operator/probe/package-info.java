/**
 * The probes: the pods, Services and NetworkPolicies of a run, how they are made and read. Pure.
 */
package dev.netperf.operator.probe;
