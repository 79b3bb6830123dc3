/** NetPerfSurvey: it makes tests, one pair after the other, and takes over what they measured. */
package dev.netperf.operator.survey;
