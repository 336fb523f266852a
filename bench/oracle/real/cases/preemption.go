// Clusters that are full, and important pods that come.
package cases

import (
	"encoding/json"
	"fmt"
)

// preemption fills the cluster with pods of many priorities, then sends important ones.
func (g *G) preemption(c *Case) {
	g.add(M{"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": M{"name": "p1"}, "value": 1})
	g.add(M{"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": M{"name": "p2"}, "value": 20})
	g.add(M{"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": M{"name": "top"}, "value": 100000})
	for i := 0; i < g.Intn(3); i++ {
		b := M{"selector": M{"matchLabels": M{"app": apps[i]}}}
		b["minAvailable"] = pick(g, 1, 2)
		g.add(M{"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": M{"name": "pdb-" + apps[i], "namespace": "default"}, "spec": b, "status": M{"disruptionsAllowed": pick(g, 0, 0, 1), "currentHealthy": 3, "desiredHealthy": 2, "expectedPods": 4}})
	}
	for i := 0; i < 5*len(g.nodes); i++ {
		p := g.pod("run", g.nodes[i%len(g.nodes)])
		p["metadata"].(M)["namespace"] = "default"
		delete(p["metadata"].(M), "deletionTimestamp")
		delete(p["metadata"].(M), "deletionGracePeriodSeconds")
		s := p["spec"].(M)
		s["containers"] = A{M{"name": "main", "image": "nginx", "resources": M{"requests": M{"cpu": pick(g, "300m", "500m", "700m", "800m"), "memory": pick(g, "128Mi", "400Mi", "800Mi")}}}}
		s["priorityClassName"] = pick(g, "low", "low", "p1", "p2", "high")
		g.add(p)
	}
	for i := 0; i < 4+g.Intn(8); i++ {
		p := g.pod("vip", "")
		s := p["spec"].(M)
		p["metadata"].(M)["namespace"] = "default"
		c0 := s["containers"].(A)[0].(M)
		c0["resources"] = M{"requests": M{"cpu": pick(g, "500m", "1", "1800m", "3"), "memory": pick(g, "256Mi", "1Gi", "2Gi")}}
		s["containers"] = A{c0}
		s["priorityClassName"] = pick(g, "high", "top", "top", "p2", "polite")
		c.Steps = append(c.Steps, Step{Create: []json.RawMessage{g.raw(p)}})
	}
}

// crowd: preemption among hundreds of nodes. Few of them have victims, fewer than upstream stops at, so its random offset decides nothing.
func (g *G) crowd(c *Case) {
	for _, k := range []M{{"name": "p1", "v": 10}, {"name": "p2", "v": 20}, {"name": "mid", "v": 500}, {"name": "boss", "v": 1000}} {
		g.add(M{"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": M{"name": k["name"]}, "value": k["v"]})
	}
	for _, app := range some(g, g.Intn(4), apps...) {
		g.add(M{"apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": M{"name": "pdb-" + app, "namespace": "default"}, "spec": M{"minAvailable": 1, "selector": M{"matchLabels": M{"app": app}}},
			"status": M{"disruptionsAllowed": pick(g, 0, 0, 1, 3), "currentHealthy": 9, "desiredHealthy": 1, "expectedPods": 9}})
	}
	n := 120 + g.Intn(181)
	weak := map[int]bool{}
	for _, i := range g.Perm(n)[:10+g.Intn(51)] {
		weak[i] = true
	}
	for i := range n {
		name := fmt.Sprintf("node-%03d", i)
		g.nodes = append(g.nodes, name)
		alloc := M{"cpu": "4", "memory": "8Gi", "pods": "110"}
		g.add(M{"apiVersion": "v1", "kind": "Node", "metadata": M{"name": name, "labels": M{hostKey: name, zoneKey: pick(g, g.zones...)}}, "status": M{"allocatable": alloc, "capacity": alloc}})
	}
	pod := func(prefix, node, class, cpu string) M {
		g.serial++
		o := M{"apiVersion": "v1", "kind": "Pod", "metadata": M{"name": fmt.Sprintf("%s-%03d", prefix, g.serial), "namespace": "default", "labels": M{"app": pick(g, apps...)}},
			"spec": M{"priorityClassName": class, "containers": A{M{"name": "c", "image": "nginx", "resources": M{"requests": M{"cpu": cpu, "memory": pick(g, "128Mi", "400Mi", "1Gi")}}}}}}
		if node != "" {
			o["spec"].(M)["nodeName"] = node
			o["status"] = M{"phase": "Running", "startTime": fmt.Sprintf("2025-12-31T%02d:%02d:%02dZ", g.Intn(24), g.Intn(60), g.Intn(60))}
		}
		return o
	}
	var strong []string
	for i, name := range g.nodes {
		if !weak[i] {
			o := pod("lord", name, pick(g, "mid", "boss"), pick(g, "3600m", "3900m"))
			strong = append(strong, "default/"+o["metadata"].(M)["name"].(string))
			g.add(o)
			continue
		}
		for range 2 + g.Intn(3) {
			g.add(pod("low", name, pick(g, "p1", "p1", "p2", "mid"), pick(g, "700m", "900m", "950m")))
		}
	}
	for range 5 + g.Intn(8) {
		switch g.Intn(8) {
		case 0:
			i := g.Intn(len(strong))
			c.Steps = append(c.Steps, Step{DeletePod: strong[i]})
			strong = append(strong[:i], strong[i+1:]...)
			continue
		case 1:
			c.Steps = append(c.Steps, Step{AdvanceSeconds: pick(g, 1.0, 11)})
			continue
		}
		o := pod("vip", "", pick(g, "mid", "mid", "mid", "p2"), pick(g, "800m", "1500m", "2500m", "3500m"))
		if g.chance(0.3) {
			o["spec"].(M)["nodeSelector"] = M{zoneKey: pick(g, g.zones...)}
		}
		if g.chance(0.2) {
			o["spec"].(M)["affinity"] = affine("podAntiAffinity", near(pick(g, hostKey, zoneKey), pick(g, apps...)))
		}
		s := Step{Create: []json.RawMessage{g.raw(o)}}
		if g.chance(0.2) {
			s.Create = append(s.Create, g.raw(pod("vip", "", pick(g, "mid", "p2"), "1500m")))
		}
		c.Steps = append(c.Steps, s)
	}
}
