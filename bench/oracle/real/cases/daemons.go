// Pods that name their node among ordinary ones.
package cases

import (
	"encoding/json"
	"fmt"
)

// daemons: pods that name their node among ordinary ones, so that PreFilter's node set moves the rotating start and the counts.
func (g *G) daemons(c *Case) {
	n := 30 + g.Intn(171)
	machine := func(i int) M {
		name := fmt.Sprintf("node-%03d", i)
		// of many sizes: upstream looks at a node set in random order, and equal scores would leave the choice to chance
		alloc := M{"cpu": fmt.Sprintf("%dm", 1000+50*g.Intn(60)), "memory": fmt.Sprintf("%dMi", 2048+g.Intn(6000)), "pods": pick(g, "110", "110", "6")}
		spec := M{}
		if g.chance(0.15) {
			spec["taints"] = A{M{"key": pick(g, "dedicated", "spot"), "effect": pick(g, "NoSchedule", "NoExecute")}}
		}
		if g.chance(0.05) {
			spec["unschedulable"] = true
		}
		return M{"apiVersion": "v1", "kind": "Node", "metadata": M{"name": name, "labels": M{hostKey: name, zoneKey: pick(g, g.zones...), "disktype": pick(g, "ssd", "ssd", "hdd")}}, "spec": spec, "status": M{"allocatable": alloc, "capacity": alloc}}
	}
	for i := range n {
		o := machine(i)
		g.nodes = append(g.nodes, o["metadata"].(M)["name"].(string))
		g.add(o)
	}
	pod := func(prefix, cpu string, spec M) M {
		g.serial++
		s := M{"containers": A{M{"name": "c", "image": "nginx", "resources": M{"requests": M{"cpu": cpu, "memory": "64Mi"}}}}}
		for k, v := range spec {
			s[k] = v
		}
		return M{"apiVersion": "v1", "kind": "Pod", "metadata": M{"name": fmt.Sprintf("%s-%03d", prefix, g.serial), "namespace": "default", "labels": M{"app": prefix}}, "spec": s}
	}
	daemon := func(node string) M {
		field := func(op string, names ...any) M {
			return M{"matchFields": A{M{"key": "metadata.name", "operator": op, "values": names}}}
		}
		term := field("In", node)
		terms := A{term}
		switch g.Intn(16) {
		case 0:
			term["matchExpressions"] = A{M{"key": "disktype", "operator": "In", "values": A{"ssd"}}}
		case 1: // one of two
			terms = append(terms, field("In", pick(g, g.nodes...)))
		case 2: // no set: the second term names no node
			terms = append(terms, M{"matchExpressions": A{M{"key": "disktype", "operator": "In", "values": A{pick(g, "hdd", "tape")}}}})
		case 3:
			terms = A{field("NotIn", node)}
		case 4: // two names in one term match nothing together
			term["matchFields"] = append(term["matchFields"].(A), M{"key": "metadata.name", "operator": "In", "values": A{pick(g, g.nodes...)}})
		}
		s := M{"affinity": M{"nodeAffinity": M{"requiredDuringSchedulingIgnoredDuringExecution": M{"nodeSelectorTerms": terms}}}}
		if g.chance(0.6) {
			s["tolerations"] = A{M{"key": "node.kubernetes.io/unschedulable", "operator": "Exists", "effect": "NoSchedule"}, M{"key": "dedicated", "operator": "Exists"}}
		}
		if g.chance(0.1) {
			s["priorityClassName"] = "system-node-critical"
		}
		return pod("daemon", pick(g, "50m", "100m", "300m", "900m"), s)
	}
	targets := append([]string{"node-absent"}, g.nodes...)
	var out []M
	for _, i := range g.Perm(len(targets))[:len(targets)*(3+g.Intn(7))/10] {
		out = append(out, daemon(targets[i]))
		for range g.Intn(3) {
			o := pod("plain", pick(g, "100m", "400m", "1"), nil)
			if g.chance(0.2) {
				o["spec"].(M)["affinity"] = affine("podAntiAffinity", near(hostKey, pick(g, "plain", "daemon")))
			}
			out = append(out, o)
		}
	}
	for _, o := range out {
		g.add(o)
	}
	gone := map[string]bool{}
	for range 4 + g.Intn(6) {
		switch g.Intn(5) {
		case 0: // a node comes, and its daemon with it
			o := machine(len(g.nodes))
			name := o["metadata"].(M)["name"].(string)
			g.nodes = append(g.nodes, name)
			c.Steps = append(c.Steps, Step{Create: []json.RawMessage{g.raw(o), g.raw(daemon(name)), g.raw(pod("plain", "100m", nil))}})
		case 1:
			if i := g.Intn(n); !gone[g.nodes[i]] {
				c.Steps = append(c.Steps, Step{Update: g.raw(machine(i))})
			}
		case 2:
			if name := pick(g, out...)["metadata"].(M)["name"].(string); !gone[name] {
				gone[name] = true
				c.Steps = append(c.Steps, Step{DeletePod: "default/" + name})
			}
		case 3:
			c.Steps = append(c.Steps, Step{AdvanceSeconds: pick(g, 1.0, 11)}, Step{Create: []json.RawMessage{g.raw(daemon(pick(g, g.nodes...))), g.raw(pod("plain", "400m", nil))}})
		case 4:
			if name := pick(g, g.nodes...); !gone[name] {
				gone[name] = true
				c.Steps = append(c.Steps, Step{DeleteNode: name})
			}
		}
	}
}
