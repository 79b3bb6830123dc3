/** The arithmetic of surveys: which pairs of nodes, how long, what they say of groups and money. */
package dev.netperf.fleet;
