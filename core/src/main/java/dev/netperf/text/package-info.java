/** Texts: figures with their units, one line, times, and what tells long ones apart. */
package dev.netperf.text;
