{{/* Names are fixed: there is one operator in a cluster, and Helm refuses a second release because the cluster-wide ones are taken. */}}

{{- define "netperf.labels" -}}
app.kubernetes.io/part-of: netperf
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/instance: {{ .Release.Name }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name (.Chart.Version | replace "+" "_") }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The whole `metadata:` of something in the release's namespace: (list $ NAME) or (list $ NAME LABELS), with further labels. */}}
{{- define "netperf.metadata" -}}
{{- $root := index . 0 -}}
name: {{ index . 1 }}
namespace: {{ $root.Release.Namespace }}
labels:
  {{- merge (include "netperf.labels" $root | fromYaml) (len . | eq 3 | ternary (last .) dict) | toYaml | nindent 2 }}
{{- with $root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/*
The objects in a file of the repository, as {"items": [...]}: (list $ FILE). What they say of the operator's namespace is said of the release's.
A checkout by a tool that drops symbolic links has no files: better no chart than one without rights or definitions.
*/}}
{{- define "netperf.objects" -}}
{{- $root := index . 0 -}}
{{- $text := $root.Files.Get (index . 1) -}}
{{- if not $text }}{{ fail (printf "%s is missing: was the chart taken from a checkout without symbolic links? Take the packaged one." (index . 1)) }}{{ end -}}
{{- $items := list -}}
{{- range splitList "\n---\n" ($text | replace "netperf-system" $root.Release.Namespace) }}{{ $items = append $items (fromYaml .) }}{{ end -}}
{{- dict "items" $items | toJson }}
{{- end }}

{{/* One of them, with the release's labels and annotations: (list $ OBJECT). */}}
{{- define "netperf.object" -}}
{{- $root := index . 0 -}}
{{- $object := deepCopy (index . 1) -}}
{{- $metadata := $object.metadata -}}
{{- $_ := set $metadata "labels" (merge (include "netperf.labels" $root | fromYaml) ($metadata.labels | default dict)) -}}
{{- $annotations := merge (deepCopy $root.Values.commonAnnotations) ($metadata.annotations | default dict) -}}
{{- if $annotations }}{{ $_ := set $metadata "annotations" $annotations }}{{ end -}}
---
{{ toYaml $object }}
{{- end }}

{{/* All of a file, as it is: (list $ FILE). */}}
{{- define "netperf.file" -}}
{{- $root := index . 0 -}}
{{- range (include "netperf.objects" . | fromJson).items }}
{{ include "netperf.object" (list $root .) }}
{{- end }}
{{- end }}

{{/* (list $ IMAGE) */}}
{{- define "netperf.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $name := printf "%s/%s" ($root.Values.global.imageRegistry | default $image.registry) $image.repository | trimPrefix "/" -}}
{{- if $image.digest -}}
{{ $name }}{{ with $image.tag }}:{{ . }}{{ end }}@{{ $image.digest }}
{{- else -}}
{{ $name }}:{{ $image.tag | default $root.Chart.AppVersion }}
{{- end }}
{{- end }}

{{/*
A security context without what is null, and on OpenShift without ids: (list $ CONTEXT). Helm takes a null away by itself, but not in each
version where a parent chart says it.
*/}}
{{- define "netperf.securityContext" -}}
{{- $root := index . 0 -}}
{{- $kept := dict -}}
{{- range $field, $value := index . 1 }}
{{- $isId := has $field (list "runAsUser" "runAsGroup" "fsGroup" "supplementalGroups") }}
{{- if not (or (kindIs "invalid" $value) (and $isId $root.Values.openshift.enabled)) }}{{ $_ := set $kept $field $value }}{{ end }}
{{- end }}
{{- with $kept }}{{ toYaml . }}{{ end }}
{{- end }}

{{/* What is put on every probe, or nothing. */}}
{{- define "netperf.probeTemplate" -}}
{{- $template := deepCopy .Values.probe.template -}}
{{- with .Values.probe.imagePullSecrets }}
{{- $spec := $template.spec | default dict }}
{{- $_ := set $spec "imagePullSecrets" (concat . ($spec.imagePullSecrets | default list)) }}
{{- $_ := set $template "spec" $spec }}
{{- end }}
{{- with $template }}{{ toYaml . }}{{ end }}
{{- end }}

{{/* The operator's variables. What is not said is left to the operator. */}}
{{- define "netperf.env" -}}
- name: NETPERF_PROBE_IMAGE
  value: {{ include "netperf.image" (list . .Values.probe.image) | quote }}
# where the lease is
- name: NETPERF_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
{{- with .Values.watchNamespaces }}
- name: NETPERF_WATCH_NAMESPACES
  value: {{ join "," . | quote }}
{{- end }}
{{- if include "netperf.probeTemplate" . }}
- name: NETPERF_PROBE_TEMPLATE
  value: /etc/netperf/probe-template.yaml
{{- end }}
{{- if not (kindIs "invalid" .Values.probe.architectures) }}
- name: NETPERF_PROBE_ARCHITECTURES
  value: {{ join "," .Values.probe.architectures | quote }}
{{- end }}
{{- with .Values.probe.inheritedLabels }}
- name: NETPERF_INHERITED_LABELS
  value: {{ join "," . | quote }}
{{- end }}
{{- with .Values.probe.extendedResources }}
- name: NETPERF_EXTENDED_RESOURCES
  value: {{ join "," . | quote }}
{{- end }}
{{- if .Values.probe.networkPolicies }}
- name: NETPERF_NETWORK_POLICIES
  value: "true"
{{- end }}
{{- $numbers := dict
  "NETPERF_MAX_CONCURRENT_SAMPLES" .Values.maxConcurrentSamples
  "NETPERF_API_REQUESTS_PER_SECOND" .Values.apiRequestsPerSecond
  "NETPERF_METRICS_RESULTS" .Values.metrics.results
  "NETPERF_METRICS_SERIES" .Values.metrics.series }}
{{- range $name, $number := $numbers }}
{{- if not (kindIs "invalid" $number) }}
- name: {{ $name }}
  value: {{ int64 $number | quote }}
{{- end }}
{{- end }}
{{- end }}
