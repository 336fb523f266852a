// Random nodes.
package cases

import (
	"fmt"
)

func (g *G) node(i int) M {
	name := fmt.Sprintf("node-%03d", i)
	g.nodes = append(g.nodes, name)
	labels := M{"kubernetes.io/hostname": name, "kubernetes.io/os": "linux"}
	if g.chance(0.92) {
		labels["topology.kubernetes.io/zone"] = pick(g, g.zones...)
	}
	if g.chance(0.9) {
		labels["topology.kubernetes.io/region"] = "region-1"
	}
	if g.chance(0.8) {
		labels["disktype"] = pick(g, "ssd", "hdd", "nvme")
	}
	if g.chance(0.6) {
		labels["generation"] = fmt.Sprint(g.Intn(9))
	}
	if g.chance(0.7) {
		labels["rack"] = fmt.Sprintf("r%d", g.Intn(4))
	}
	alloc := M{"cpu": pick(g, "1", "2", "4", "8", "3920m", "15890m"), "memory": pick(g, "2Gi", "4Gi", "7634Mi", "16Gi", "15890340Ki", "8000000000"), "pods": pick(g, "110", "110", "110", "8", "4")}
	if !g.has("resources") && !g.has("preempt") && !g.chance(0.15) { // roomy, so that the other features decide
		alloc = M{"cpu": pick(g, "8", "16", "15890m", "31850m"), "memory": pick(g, "16Gi", "30Gi", "62000000000", "64Gi"), "pods": pick(g, "110", "110", "250")}
	}
	if g.has("preempt") { // tight, so that pods must make room for each other
		alloc = M{"cpu": pick(g, "2", "3920m", "4"), "memory": pick(g, "3Gi", "4Gi", "7634Mi"), "pods": pick(g, "110", "110", "7")}
	}
	if g.has("resources") {
		if g.chance(0.5) {
			alloc["ephemeral-storage"] = pick(g, "10Gi", "95551679124", "50Gi")
		}
		if g.chance(0.4) {
			alloc["nvidia.com/gpu"] = pick(g, "1", "2", "8")
		}
		if g.chance(0.2) {
			alloc["hugepages-2Mi"] = pick(g, "128Mi", "1Gi")
		}
		if g.chance(0.1) {
			alloc["example.com/fpga"] = "3"
		}
	}
	spec := M{}
	if g.has("taints") {
		var taints A
		for _, k := range some(g, pick(g, 0, 0, 1, 1, 2, 3), taintKeys...) {
			t := M{"key": k, "effect": pick(g, "NoSchedule", "PreferNoSchedule", "PreferNoSchedule", "NoExecute")}
			if g.chance(0.7) {
				t["value"] = pick(g, "a", "b")
			}
			taints = append(taints, t)
		}
		if len(taints) > 0 {
			spec["taints"] = taints
		}
		if g.chance(0.1) {
			spec["unschedulable"] = true
		}
	}
	status := M{"allocatable": alloc, "capacity": alloc}
	if g.has("images") {
		var images A
		for _, n := range some(g, g.Intn(4), imageNames...) {
			if n == "registry.example/cache" {
				n += ":latest"
			}
			images = append(images, M{"names": A{n}, "sizeBytes": pick(g, 5_000_000, 60_000_000, 300_000_000, 900_000_000, 2_500_000_000)})
		}
		if len(images) > 0 {
			status["images"] = images
		}
	}
	return M{"apiVersion": "v1", "kind": "Node", "metadata": M{"name": name, "labels": labels}, "spec": spec, "status": status}
}
