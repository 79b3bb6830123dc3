/** The process: its client, its JSON, its Lease, what ends it. It knows no kind of resource. */
package dev.netperf.operator.runtime;
