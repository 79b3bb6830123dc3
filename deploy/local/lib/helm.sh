# shellcheck shell=bash
# Helm 4 and Helm 3, and with the latter helm-unittest, which is built on its engine.

helm_version=$(module_version helm helm.sh/helm/v4)
helm_folder=$(module_folder helm "$helm_version")
helm3_version=$(module_version helm3 helm.sh/helm/v3)
helm3_folder=$(module_folder helm3 "$helm3_version")

helm4()         { "$helm_folder/bin/helm" "$@"; }
helm3()         { "$helm3_folder/bin/helm" "$@"; }
helm_unittest() { "$helm3_folder/bin/helm-unittest" "$@"; }

require_helm() {
  require_module helm "Helm $helm_version" "$helm_folder" CGO_ENABLED=0
  require_module helm3 "Helm $helm3_version" "$helm3_folder" CGO_ENABLED=0
}
