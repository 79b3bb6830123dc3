/** From what was decided to the resource's status and to Events. Pure. */
package dev.netperf.run;
