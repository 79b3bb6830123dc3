# shellcheck shell=bash
# A certificate authority for the cluster, a certificate and a kubeconfig for each of its users.

make_certificates() {
  local n client=extendedKeyUsage=clientAuth
  mkdir -p "$state/pki"
  (
    cd "$state/pki" || exit
    openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -subj "/CN=$name-ca" -days 3650 2>/dev/null
    openssl genrsa -out sa.key 2048 2>/dev/null &
    certificate apiserver /CN=kube-apiserver \
      "subjectAltName=IP:$gateway,IP:127.0.0.1,IP:$service_net.1,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc" &
    certificate admin /O=system:masters/CN=admin $client &
    certificate controller-manager /CN=system:kube-controller-manager $client &
    certificate scheduler /CN=system:kube-scheduler $client &
    certificate proxy /CN=system:kube-proxy $client &
    ! is_flannel || certificate flannel /CN=flannel $client &
    for n in $(all_nodes); do certificate "node-$n" "/O=system:nodes/CN=system:node:node-$n" $client & done
    wait
  )
  ! is_flannel || make_kubeconfig flannel
  for n in admin controller-manager scheduler proxy $(seq -f node-%g "$nodes"); do make_kubeconfig "$n"; done
}

certificate() { # FILE SUBJECT EXTENSION
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "$2" 2>/dev/null
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -days 3650 -out "$1.crt" -extfile <(echo "$3") 2>/dev/null
}

make_kubeconfig() { # USER
  cat >"$state/$1.kubeconfig" <<EOF
apiVersion: v1
kind: Config
clusters: [{name: $name, cluster: {server: "$api", certificate-authority-data: $(base64 -w0 "$state/pki/ca.crt")}}]
users: [{name: $1, user: {client-certificate-data: $(base64 -w0 "$state/pki/$1.crt"), client-key-data: $(base64 -w0 "$state/pki/$1.key")}}]
contexts: [{name: $name, context: {cluster: $name, user: $1}}]
current-context: $name
EOF
}
