/** Other programs as tests need them: run to their end, or beside the tests. It knows no kind. */
package dev.netperf.operator.programs;
