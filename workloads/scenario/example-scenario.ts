/** The scenario that `seatrial init` writes: short, and every line explained. */
export const exampleScenario = `# A seatrial scenario: a cluster, what arrives at it, and what happens meanwhile.
# Run it:           seatrial run scenario.yaml
# Ask why:          seatrial explain shop/web scenario.yaml
# For your editor:  seatrial init --schema > scenario.schema.json
# yaml-language-server: $schema=scenario.schema.json
apiVersion: seatrial.dev/v1alpha1
kind: Scenario
metadata:
  name: first-scenario
spec:
  seed: 1            # same seed, same bytes out
  kubernetes: "1.36" # whose scheduler decides: 1.35, 1.36 or 1.37
  # duration: 2h     # absent: until only steady traffic is left
  # fidelity: full   # full, pods or scheduler

  cluster:
    # files: [nodes.yaml]        # your own nodes: kubectl get nodes -o yaml > nodes.yaml
    nodeGroups:
      - name: general
        count: 6
        shape: { cpu: 8, memory: 32Gi, pods: 110 }
        zones: [zone-a, zone-b, zone-c]   # given to the nodes in turn
      - name: gpu
        count: 1
        shape: { cpu: 16, memory: 64Gi, nvidia.com/gpu: 2 }
        taints: [{ key: nvidia.com/gpu, effect: NoSchedule }]

  workloads:
    # files: [manifests/]        # what kubectl apply -f would take
    objects:
      - apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web, namespace: shop }
        spec:
          replicas: 6
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              topologySpreadConstraints:
                - maxSkew: 1
                  topologyKey: topology.kubernetes.io/zone
                  whenUnsatisfiable: DoNotSchedule
                  labelSelector: { matchLabels: { app: web } }
              containers:
                - name: web
                  image: nginx:1.27
                  resources: { requests: { cpu: 500m, memory: 512Mi } }
                  readinessProbe: { httpGet: { path: /, port: 80 }, periodSeconds: 5 }
      - apiVersion: v1
        kind: Service
        metadata: { name: web, namespace: shop }
        spec: { selector: { app: web }, ports: [{ port: 80 }] }

    arrivals:                    # pods that keep coming
      - name: ci
        process: { poisson: { ratePerSecond: 0.5 } }
        to: 5m
        lifetime: { p50: 40s, p99: 4m }
        template:
          metadata: { labels: { app: ci } }
          spec:
            restartPolicy: Never
            containers:
              - name: build
                image: registry.example/ci:5
                resources: { requests: { cpu: "1", memory: 2Gi } }

  timeline:                      # what people do later
    - at: 2m
      setImage: { kind: Deployment, namespace: shop, name: web, image: "nginx:1.28" }
    - at: 4m
      scale: { kind: Deployment, namespace: shop, name: web, replicas: 12 }

  # scheduler:
  #   configFile: kube-scheduler.yaml    # a KubeSchedulerConfiguration
  # models:
  #   etcd.fsyncUs: { p50: 4000, p99: 30000 }   # seatrial models lists them all
`;
