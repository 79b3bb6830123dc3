# shellcheck shell=bash
# KWOK, the fake kubelet of the scale benchmark.

kwok_version=$(module_version kwok sigs.k8s.io/kwok)
kwok_folder=$(module_folder kwok "$kwok_version")
kwok=$kwok_folder/bin/kwok

require_kwok() { require_module kwok "KWOK $kwok_version" "$kwok_folder" CGO_ENABLED=0; }
