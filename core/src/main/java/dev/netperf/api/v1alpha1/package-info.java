/**
 * The resource {@code netperf.dev/v1alpha1 NetPerfTest} and nothing else: immutable data, with the
 * annotations from which schema, validation rules and columns in {@code crds/} are generated.
 *
 * <p>Enum constants are spelled as the API spells them (CamelCase, as Kubernetes has it), so that
 * {@code name()} is the value that a user reads and writes.
 *
 * <p>A spec's constant defaults are filled in by its constructor as well as by the schema; a test
 * holds the two together. What a field means stands once, in {@code @JsonPropertyDescription}: it
 * is the text of {@code kubectl explain}.
 */
package dev.netperf.api.v1alpha1;
