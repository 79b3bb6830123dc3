/** Arithmetic over samples: statistics, comparisons, and the words for them. Pure. */
package dev.netperf.result;
