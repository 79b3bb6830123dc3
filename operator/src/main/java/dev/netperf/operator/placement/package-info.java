/** The choice of the two nodes, and the ledger that keeps two measurements off one node. */
package dev.netperf.operator.placement;
