/** From a spec: the samples of a run in their order, its bounds, its identity. Pure. */
package dev.netperf.plan;
