/** What the process itself remembers, and may forget. */
package dev.netperf.operator.memory;
