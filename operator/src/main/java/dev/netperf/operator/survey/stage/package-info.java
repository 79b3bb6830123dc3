/** What to do for a survey: decided by what is handed in, and by nothing else. */
package dev.netperf.operator.survey.stage;
