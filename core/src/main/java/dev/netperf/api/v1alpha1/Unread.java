package dev.netperf.api.v1alpha1;

/**
 * A field of a stored resource that this version of the operator doesn't understand: a later
 * version wrote it, or one that is long gone.
 *
 * @param field its path, as {@code spec.paths[0]}
 * @param value its value, as JSON
 */
public record Unread(String field, String value) {}
