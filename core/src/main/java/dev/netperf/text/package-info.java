/** Words for people: figures with their units, one line, times. */
package dev.netperf.text;
