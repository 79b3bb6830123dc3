/** What {@code /metrics} tells: counted where it happens, or read from the cache when asked. */
package dev.netperf.operator.metrics;
