/**
 * A whole cluster in memory: API server, scheduler, kubelets, garbage collector, users, time. It
 * drives the real {@link dev.netperf.operator.netperftest.Turn} through seeded faults and checks
 * the invariants after every step.
 */
package dev.netperf.operator.simulation;
