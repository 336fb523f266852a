// Plots about nodes: room, labels, names, taints, cordons, ports.
package cases

func (p *play) fitPlot() {
	r, small, near, enough := "cpu", "9", "20", "40"
	switch p.Intn(3) {
	case 0:
		r, small, near, enough = "memory", "20Gi", "64Gi", "90Gi"
	case 1:
		r, small, near, enough = "example.com/fpga", "1", "2", "5"
	}
	ask := M{"cpu": "100m"}
	ask[r] = near
	h := p.any()
	p.runs("user", h, nil, asks(M{"cpu": "500m", "memory": "1Gi"}))
	p.waits("big", nil, p.pinned(asks(ask)))
	other := "memory"
	if r == "memory" {
		other = "cpu"
	}
	p.plot(
		func() Step { return p.node(h, func(l, s, a M) { a[other] = M{"cpu": "9", "memory": "17Gi"}[other] }) },
		p.newcomer(p.zones[0], M{"alloc": M{r: small}}),
		func() Step { return p.node(h, func(l, s, a M) { a[r] = near }) }, // the hint forgets what runs there
		p.newcomer(p.zones[1], M{"alloc": M{r: enough}, "taints": A{M{"key": "closed", "effect": "NoSchedule"}}}),
		func() Step { return p.node(h, func(l, s, a M) { a[r] = enough }) },
	)
}

func (p *play) fullPlot() {
	var fill []string
	for _, h := range p.hosts {
		fill = append(fill, p.runs("fill", h, M{"app": "fill"}, asks(M{"cpu": pick(p.G, "4500m", "5"), "memory": "4Gi"})))
	}
	shrink := func(k, cpu, mem string) beat {
		return func() Step {
			return p.update(k, func(o M) {
				o["spec"].(M)["containers"] = A{M{"name": "c", "image": "nginx", "resources": M{"requests": M{"cpu": cpu, "memory": mem}}}}
			})
		}
	}
	w := p.waits("tight", nil, p.pinned(asks(M{"cpu": "3800m"})))
	w2 := p.waits("tight", nil, asks(M{"cpu": "100m", "memory": "15500Mi"}))
	small := p.runs("small", p.any(), nil, nil)
	p.plot(
		shrink(fill[0], "4500m", "1Gi"),
		func() Step { return p.remove(small) },
		shrink(fill[1], "4400m", "4Gi"),
		shrink(w, "3700m", "0"), // the waiting pod itself asks for less
		func() Step { return p.remove(fill[2]) },
		shrink(w2, "100m", "8Gi"),
	)
}

func (p *play) labelPlot() {
	op := M{"key": "disktype", "operator": "In", "values": A{"tape"}}
	if p.chance(0.3) {
		op = M{"key": "generation", "operator": "Gt", "values": A{"5"}}
	}
	p.waits("picky", nil, M{"affinity": M{"nodeAffinity": M{"requiredDuringSchedulingIgnoredDuringExecution": M{"nodeSelectorTerms": A{M{"matchExpressions": A{op}}, M{"matchExpressions": A{M{"key": "rack", "operator": "In", "values": A{"r77"}}}}}}}}})
	h := p.any()
	p.plot(
		func() Step { return p.node(h, func(l, s, a M) { l["generation"] = "5" }) },
		p.newcomer(p.zones[0], M{"labels": M{"disktype": "tape", "generation": "9"}, "taints": A{M{"key": "closed", "effect": "NoExecute"}}}),
		func() Step { return p.node(h, func(l, s, a M) { delete(l, "disktype") }) },
		func() Step { return p.node(h, func(l, s, a M) { l["disktype"], l["generation"] = "tape", "6" }) },
		func() Step { return p.node(h, func(l, s, a M) { l["disktype"], l["generation"] = "ssd", "2" }) },
	)
}

// fieldPlot: a pod of a DaemonSet whose node is not there yet.
func (p *play) fieldPlot() {
	want := p.name("node-want")
	p.waits("daemon", nil, M{"affinity": M{"nodeAffinity": M{"requiredDuringSchedulingIgnoredDuringExecution": M{"nodeSelectorTerms": A{M{"matchFields": A{M{"key": "metadata.name", "operator": "In", "values": A{want}}}}}}}}})
	p.plot(
		p.newcomer(p.zones[0], nil),
		func() Step {
			return p.create(p.host(want, p.zones[1], M{"taints": A{M{"key": "closed", "effect": "NoSchedule"}}}))
		},
		func() Step { return p.node(want, func(l, s, a M) { l["rack"] = "r8" }) },
		func() Step { return p.node(want, func(l, s, a M) { delete(s, "taints") }) },
	)
}

func (p *play) taintPlot() {
	tol := p.tol
	p.tol = nil
	for _, t := range tol {
		if t.(M)["key"] != "pool" {
			p.tol = append(p.tol, t)
		}
	}
	w := p.waits("clean", nil, nil)
	w2 := p.waits("clean", nil, nil)
	x := p.waits("clean", nil, p.pinned(M{}))
	p.tol = tol
	h, h2 := p.any(), p.any()
	p.plot(
		func() Step {
			return p.node(h, func(l, s, a M) { s["taints"] = A{M{"key": "pool", "value": "y", "effect": "NoSchedule"}} })
		},
		p.newcomer(p.zones[0], M{"taints": A{M{"key": "other", "effect": "NoExecute"}}}),
		func() Step { return p.tolerate(x, M{"key": "unrelated", "operator": "Exists"}) },
		func() Step {
			return p.tolerate(w, M{"key": "pool", "operator": "Equal", "value": "x", "effect": "NoSchedule"})
		},
		func() Step {
			return p.node(h2, func(l, s, a M) { s["taints"] = A{M{"key": "pool", "value": "x", "effect": "PreferNoSchedule"}} })
		},
		func() Step {
			return p.node(h2, func(l, s, a M) { s["taints"] = A{M{"key": "pool", "value": "z", "effect": "NoSchedule"}} })
		},
		func() Step { return p.tolerate(w2, M{"key": "pool", "operator": "Exists"}) },
	)
}

func (p *play) cordonPlot() {
	tol := p.tol
	p.tol = nil
	for _, t := range tol {
		if t.(M)["key"] == "pool" {
			p.tol = append(p.tol, t)
		}
	}
	w := p.waits("shut", nil, nil)
	p.waits("shut", nil, p.pinned(M{}))
	p.tol = tol
	h := p.any()
	p.plot(
		p.newcomer(p.zones[0], M{"unschedulable": true}),
		func() Step { return p.tolerate(w, M{"key": "unrelated", "operator": "Exists"}) },
		func() Step { return p.node(h, func(l, s, a M) { a["cpu"] = "9" }) },
		func() Step { return p.tolerate(w, M{"key": "node.kubernetes.io/unschedulable", "operator": "Exists"}) },
		func() Step { return p.node(h, func(l, s, a M) { delete(s, "unschedulable") }) },
		func() Step { return p.node(h, func(l, s, a M) { s["unschedulable"] = true }) },
	)
}

func (p *play) portPlot() {
	open := func(port int, proto, ip string) M {
		o := M{"containerPort": 80, "hostPort": port, "protocol": proto}
		if ip != "" {
			o["hostIP"] = ip
		}
		return M{"containers": A{M{"name": "c", "image": "nginx", "ports": A{o}}}}
	}
	var agents []string
	for _, h := range p.hosts {
		agents = append(agents, p.runs("agent", h, M{"app": "agent"}, open(9100, "TCP", pick(p.G, "", "10.0.0.1"))))
	}
	h := p.any()
	udp := p.runs("agent", h, nil, open(9100, "UDP", ""))
	plain := p.runs("agent", h, nil, nil)
	p.waits("port", nil, p.pinned(open(9100, "TCP", pick(p.G, "", "10.0.0.1"))))
	p.waits("port", nil, open(9100, "TCP", ""))
	p.plot(
		func() Step { return p.remove(udp) },
		func() Step { return p.remove(plain) },
		func() Step { return p.remove(agents[0]) },
		p.newcomer(p.zones[2], nil),
	)
}
