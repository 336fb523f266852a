// Which plots a play has, and what happens besides.
package cases

import (
	"encoding/json"
	"fmt"
)

// hints puts a play together.
func (g *G) hints(c *Case) {
	p := &play{G: g, c: c, now: map[string]M{}}
	for _, ns := range []M{{"name": "default"}, {"name": "prod", "labels": M{"team": "blue"}}} {
		p.have(M{"apiVersion": "v1", "kind": "Namespace", "metadata": ns})
	}
	// Taints or cordons on all nodes make one plugin the only one that rejects; whoever is not in that plot tolerates them.
	tainted, cordoned := g.chance(0.35), g.chance(0.25)
	spec := M{}
	if tainted {
		spec["taints"] = A{M{"key": "pool", "value": "x", "effect": "NoSchedule"}}
		p.tol = append(p.tol, M{"key": "pool", "operator": "Exists"})
	}
	if cordoned {
		spec["unschedulable"] = true
		p.tol = append(p.tol, M{"key": "node.kubernetes.io/unschedulable", "operator": "Exists", "effect": "NoSchedule"})
	}
	n := 6 + g.Intn(4)
	for i := 0; i < n; i++ {
		h := p.host(fmt.Sprintf("node-%02d", i), g.zones[i%3], spec)
		p.hosts = append(p.hosts, h["metadata"].(M)["name"].(string))
		p.have(h)
	}
	p.have(p.class("fast", "csi.example.com", "WaitForFirstConsumer"))
	p.have(p.class("now", "csi.example.com", "Immediate"))
	for _, h := range p.hosts {
		if g.chance(0.8) {
			p.have(csiNode(h, csiDriver("csi.example.com", h, 20), csiDriver("limited.example.com", h, 1)))
		}
	}
	for i := 0; i < 2*n; i++ {
		p.runs("run", p.any(), M{"app": pick(g, "plain", "web", "db")}, nil)
	}
	if tainted {
		p.taintPlot()
	}
	if cordoned {
		p.cordonPlot()
	}
	all := []func(){p.fitPlot, p.fullPlot, p.labelPlot, p.fieldPlot, p.portPlot, p.missingClaimPlot, p.ephemeralPlot, p.immediatePlot, p.noClassPlot, p.zonePlot, p.volumePlot, p.limitPlot, p.oncePlot,
		p.diskPlot, p.capacityPlot, p.friendPlot, p.foePlot, p.hermitPlot, p.spreadPlot, p.spreadPlot, p.gatePlot}
	for _, i := range g.Perm(len(all))[:5+g.Intn(4)] {
		all[i]()
	}
	p.plot(p.noise(4 + g.Intn(4))...)
	var pauses []beat
	for range 1 + g.Intn(3) {
		pauses = append(pauses, func() Step { return Step{AdvanceSeconds: pick(g, 1.0, 2.0, 4.5, 11)} })
	}
	p.plot(pauses...)
	if g.has("priority") {
		var vips []beat
		for range 2 + g.Intn(3) {
			vips = append(vips, func() Step {
				s := asks(M{"cpu": pick(g, "2", "4", "7"), "memory": "1Gi"})
				o := p.actor(p.name("vip"), "", M{"app": pick(g, "web", "vip")}, s)
				o["spec"].(M)["priorityClassName"] = pick(g, "high", "high", "polite")
				return p.create(o)
			})
		}
		p.plot(vips...)
	}
	for len(p.plots) > 0 && len(c.Steps) < 60 {
		i := g.Intn(len(p.plots))
		s := p.plots[i][0]()
		if p.plots[i] = p.plots[i][1:]; len(p.plots[i]) == 0 {
			p.plots = append(p.plots[:i], p.plots[i+1:]...)
		}
		if raw, _ := json.Marshal(s); string(raw) != "{}" {
			c.Steps = append(c.Steps, s)
		}
	}
}

// newcomer is a node that arrives late.
func (p *play) newcomer(zone string, more M) beat {
	return func() Step { return p.create(p.host(p.name("node-new"), zone, more)) }
}

// noise is what no waiting pod, or none in particular, waits for.
func (p *play) noise(n int) []beat {
	var out []beat
	g := p.G
	running := p.runs("idle", p.any(), M{"app": "idle"}, nil)
	other := p.waits("never", nil, M{"nodeSelector": M{"disktype": "never"}})
	late := p.hosts[len(p.hosts)-1]
	all := []beat{
		func() Step {
			return p.update(id("Node", "", p.any()), func(o M) { o["metadata"].(M)["annotations"] = M{"note": p.name("n")} })
		},
		func() Step {
			return p.update(id("Node", "", p.any()), func(o M) {
				o["status"].(M)["conditions"] = A{M{"type": "MemoryPressure", "status": pick(g, "False", "True")}}
			})
		},
		func() Step {
			return p.update(id("Node", "", p.any()), func(o M) { o["status"].(M)["images"] = A{M{"names": A{"nginx:latest"}, "sizeBytes": 60000000}} })
		},
		func() Step { return p.relabel(running, "note", p.name("n")) },
		func() Step { return p.remove(running) },
		func() Step { return p.remove(other) },
		func() Step { return p.relabel(other, "note", "x") },
		func() Step {
			return p.update(id("Namespace", "", "prod"), func(o M) { o["metadata"].(M)["labels"] = M{"team": pick(g, "red", "blue")} })
		},
		func() Step { return p.remove(id("Node", "", late)) },
		func() Step { // the node comes back, and the pods that were on it with it
			if p.now[id("Node", "", late)] != nil {
				return p.remove(id("Node", "", late))
			}
			return p.create(p.host(late, pick(g, p.zones...), nil))
		},
		func() Step {
			return p.create(p.actor(p.name("late"), "", M{"app": pick(g, "web", "db", "ghost")}, nil), p.actor(p.name("late"), "", M{"app": "web"}, nil))
		},
		func() Step {
			return p.create(M{"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": M{"name": "class-late"}, "value": 7}, p.actor(p.name("prio"), "", nil, M{"priorityClassName": "class-late", "nodeSelector": M{"disktype": pick(g, "never", "ssd")}}))
		},
		func() Step { // NodeVolumeLimits does not register Node/Add, but the CSINode's arrival
			h := p.name("node-csi")
			return p.create(p.host(h, pick(g, p.zones...), M{"unschedulable": true}), csiNode(h, csiDriver("csi.example.com", h, 2)))
		},
		func() Step {
			return p.node(p.any(), func(l, s, a M) { a["ephemeral-storage"] = "50Gi" })
		},
		func() Step { return p.node(p.any(), func(l, s, a M) { l["rack"] = "r9" }) },
		func() Step {
			return p.node(p.any(), func(l, s, a M) {
				t, _ := s["taints"].(A)
				s["taints"] = append(append(A{}, t...), M{"key": p.name("soft"), "effect": "PreferNoSchedule"})
			})
		},
		p.newcomer("", M{"unschedulable": true}),
	}
	for _, i := range p.Perm(len(all))[:n] {
		out = append(out, all[i])
	}
	return out
}

// pinned sometimes ties a pod to a few nodes, so that NodeAffinity rejects too.
func (p *play) pinned(spec M) M {
	if p.chance(0.3) {
		spec["nodeSelector"] = M{"disktype": pick(p.G, "ssd", "hdd")}
	}
	return spec
}
