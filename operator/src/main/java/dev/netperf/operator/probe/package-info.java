/**
 * The probes: the pods to create, the tools' command lines, and strict parsers of what comes back.
 * What a parser does not understand is a failure with a reason, never a zero. Pure.
 */
package dev.netperf.operator.probe;
