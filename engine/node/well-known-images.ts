/** Compressed sizes of images that many clusters run, linux/amd64, in megabytes: public registries, rounded; estimates, since tags differ. */
const megabytes: Readonly<Record<string, number>> = {
  'docker.io/library/alpine': 3.6,
  'docker.io/library/busybox': 2.2,
  'docker.io/library/centos': 80,
  'docker.io/library/debian': 49,
  'docker.io/library/elasticsearch': 390,
  'docker.io/library/golang': 290,
  'docker.io/library/haproxy': 43,
  'docker.io/library/httpd': 57,
  'docker.io/library/influxdb': 115,
  'docker.io/library/mariadb': 118,
  'docker.io/library/memcached': 32,
  'docker.io/library/mongo': 270,
  'docker.io/library/mysql': 235,
  'docker.io/library/nginx': 72,
  'docker.io/library/node': 390,
  'docker.io/library/openjdk': 245,
  'docker.io/library/php': 180,
  'docker.io/library/postgres': 155,
  'docker.io/library/python': 360,
  'docker.io/library/rabbitmq': 95,
  'docker.io/library/redis': 45,
  'docker.io/library/ruby': 360,
  'docker.io/library/traefik': 47,
  'docker.io/library/ubuntu': 29,
  'docker.io/library/wordpress': 255,
  'registry.k8s.io/coredns/coredns': 19,
  'registry.k8s.io/e2e-test-images/agnhost': 52,
  'registry.k8s.io/ingress-nginx/controller': 105,
  'registry.k8s.io/kube-proxy': 31,
  'registry.k8s.io/metrics-server/metrics-server': 19,
  'registry.k8s.io/pause': 0.3,
};

/** undefined for a repository of which nothing is known. */
export function wellKnownBytes(repository: string): number | undefined {
  const size = Object.hasOwn(megabytes, repository) ? megabytes[repository] : undefined;
  return size === undefined ? undefined : Math.round(size * 1e6);
}
