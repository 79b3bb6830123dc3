/** What the operator does to the cluster: pods, the status, Events. */
package dev.netperf.operator.act;
