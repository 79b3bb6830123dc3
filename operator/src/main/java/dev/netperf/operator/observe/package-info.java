/** One test's world at one moment. */
package dev.netperf.operator.observe;
