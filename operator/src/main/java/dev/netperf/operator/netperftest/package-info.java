/** NetPerfTest: how the framework is joined to its turns. */
package dev.netperf.operator.netperftest;
