/**
 * The decision: a chain of small stages, each of which decides, or hands the situation on with what
 * it found out. Pure: no client, no clock, no randomness.
 */
package dev.netperf.operator.stage;
