/**
 * What is done to any kind of resource: its status, what it owns, its Events, its end. No kind is
 * known here.
 */
package dev.netperf.operator.cluster;
