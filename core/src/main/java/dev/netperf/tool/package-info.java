/** A class for each tool: its command line and what its output means; what must agree with it. */
package dev.netperf.tool;
