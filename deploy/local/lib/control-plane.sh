# shellcheck shell=bash
# etcd, kube-apiserver, kube-controller-manager and kube-scheduler, in the network namespace of the switch.

start_control() { start daemons "$1" nsenter --net="/run/netns/$switch" "${@:2}"; }

start_api() {
  local pki=$state/pki
  start_control etcd "$tools/etcd" --data-dir "$state/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 --listen-peer-urls http://127.0.0.1:2380
  start_control apiserver "$tools/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 --advertise-address="$gateway" --secure-port=6443 \
    --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" --client-ca-file="$pki/ca.crt" \
    --service-account-key-file="$pki/sa.key" --service-account-signing-key-file="$pki/sa.key" --service-account-issuer=https://kubernetes.default.svc \
    --service-cluster-ip-range="$service_net.0/24,$service_net6::/112" --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
    --kubelet-client-certificate="$pki/admin.crt" --kubelet-client-key="$pki/admin.key" --kubelet-preferred-address-types=InternalIP \
    --allow-privileged=true --enable-aggregator-routing=true \
    --audit-policy-file="$local_dir/audit-policy.yaml" --audit-log-path="$state/log/audit.log" --audit-log-maxsize=10 --audit-log-maxbackup=5
}

start_controllers() {
  local request_rate=(--kube-api-qps=200 --kube-api-burst=400)    # with 20 a second, controllers take 5 s to start
  start_control controller-manager "$tools/kube-controller-manager" --kubeconfig="$state/controller-manager.kubeconfig" --secure-port=0 \
    --leader-elect=false --root-ca-file="$state/pki/ca.crt" --service-account-private-key-file="$state/pki/sa.key" --use-service-account-credentials \
    --flex-volume-plugin-dir="$state/volume-plugins" "${request_rate[@]}"
  start_control scheduler "$tools/kube-scheduler" --kubeconfig="$state/scheduler.kubeconfig" --secure-port=0 --leader-elect=false "${request_rate[@]}"
}

wait_for_api() { until_ok 60 kubectl get --raw /readyz || give_up apiserver "the API server is not ready after 60 s"; }

wait_for_controllers() {
  until_ok 60 kubectl --namespace default get serviceaccount default || give_up controller-manager "the controller manager does nothing"
}

give_up() { # DAEMON SENTENCE
  tail -n 5 "$state/log/$1.log" >&2 || true
  die "$2: see $state/log/$1.log"
}
