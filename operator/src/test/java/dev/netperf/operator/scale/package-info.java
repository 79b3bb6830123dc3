/**
 * What a test costs with many of them: the operator against a client without logic, on a real API
 * server with fake nodes. Started by {@code deploy/local/scale-bench}; no part of the test suite.
 */
package dev.netperf.operator.scale;
