/** NetPerfSurvey and its slices: many pairs of a cluster, measured by tests that it makes. */
package dev.netperf.api.v1alpha1.survey;
