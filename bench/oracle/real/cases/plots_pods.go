// Plots about other pods: affinity, spreading, gates.
package cases

func (p *play) friendPlot() {
	ghost := p.name("ghost")
	terms := []M{near(pick(p.G, zoneKey, hostKey), ghost)}
	if p.chance(0.3) {
		terms = append(terms, M{"topologyKey": zoneKey, "labelSelector": M{"matchLabels": M{"tier": "front"}}})
	}
	p.waits("friend", nil, M{"affinity": affine("podAffinity", terms...)})
	p.waits("friend", nil, M{"affinity": affine("podAffinity", near(zoneKey, ghost+"-b"))})
	r := p.runs("plain", p.any(), M{"app": "plain"}, nil)
	h := p.any()
	p.plot(
		func() Step { return p.create(p.actor(p.name("come"), p.any(), M{"app": "other"}, nil)) },
		func() Step { // as wanted, but elsewhere
			o := p.actor(p.name("come"), p.any(), M{"app": ghost, "tier": "front"}, nil)
			o["metadata"].(M)["namespace"] = "prod"
			return p.create(o)
		},
		func() Step {
			return p.create(p.actor(p.name("come"), "", M{"app": ghost}, M{"nodeSelector": M{"disktype": "never"}}))
		},
		func() Step { return p.node(h, func(l, s, a M) { l["rack"] = "r5" }) },
		func() Step { return p.create(p.actor(p.name("come"), p.any(), M{"app": ghost + "-b"}, nil)) },
		func() Step { return p.node(h, func(l, s, a M) { l[zoneKey] = "zone-b" }) },
		func() Step { return p.relabel(r, "app", ghost) },
		func() Step { return p.relabel(r, "tier", "front") },
	)
}

func (p *play) foePlot() {
	foe := p.name("foe")
	key := pick(p.G, zoneKey, hostKey)
	var foes []string
	for _, h := range p.hosts {
		foes = append(foes, p.runs("foe", h, M{"app": foe}, nil))
	}
	p.waits("timid", nil, M{"affinity": affine("podAntiAffinity", near(key, foe))})
	p.waits("timid", nil, M{"affinity": affine("podAntiAffinity", near(zoneKey, foe))})
	r := p.runs("plain", p.any(), M{"app": "plain"}, nil)
	h := p.any()
	p.plot(
		func() Step { return p.remove(r) },
		func() Step { return p.relabel(foes[0], "note", "x") },
		func() Step { return p.node(h, func(l, s, a M) { l["rack"] = "r4" }) },
		func() Step { return p.node(h, func(l, s, a M) { l[zoneKey] = "zone-c" }) },
		func() Step { return p.relabel(foes[1], "app", "tame") },
		func() Step { return p.remove(foes[0]) },
		func() Step { return p.node(h, func(l, s, a M) { delete(l, zoneKey) }) },
		p.newcomer("zone-d", nil),
	)
}

// hermitPlot: those that run want nobody beside them.
func (p *play) hermitPlot() {
	shy := p.name("shy")
	var hermits []string
	for _, h := range p.hosts {
		hermits = append(hermits, p.runs("hermit", h, M{"app": "hermit"}, M{"affinity": affine("podAntiAffinity", near(hostKey, shy))}))
	}
	p.waits("guest", M{"app": shy}, nil)
	w2 := p.waits("guest", M{"app": shy, "tier": "front"}, p.pinned(M{}))
	p.plot(
		func() Step { return p.relabel(hermits[0], "app", "monk") },
		func() Step { return p.relabel(w2, "tier", "back") },
		func() Step { return p.node(p.any(), func(l, s, a M) { l["rack"] = "r3" }) },
		func() Step { return p.relabel(w2, "app", "stranger") },
		func() Step { return p.remove(hermits[1]) },
		p.newcomer(p.zones[0], nil),
	)
}

func (p *play) spreadPlot() {
	app := p.name("spread")
	cs := M{"maxSkew": 1, "topologyKey": zoneKey, "whenUnsatisfiable": "DoNotSchedule", "labelSelector": M{"matchLabels": M{"app": app}}}
	if p.chance(0.6) {
		cs["minDomains"] = 5 // more than there are: the plugin rejects on all nodes
	}
	if p.chance(0.5) {
		cs["nodeTaintsPolicy"] = "Honor"
	}
	l := A{cs}
	if p.chance(0.3) {
		l = append(l, M{"maxSkew": 2, "topologyKey": "rack", "whenUnsatisfiable": "DoNotSchedule", "labelSelector": M{"matchLabels": M{"app": app}}})
	}
	var held []string
	for i, h := range p.hosts[:4] {
		if i < 3 || p.chance(0.5) {
			held = append(held, p.runs("spread", h, M{"app": app}, nil))
		}
	}
	spec := M{"topologySpreadConstraints": l}
	if cs["minDomains"] == nil { // its zone is the fullest
		spec["nodeSelector"] = M{zoneKey: p.zones[0]}
		p.runs("spread", p.hosts[0], M{"app": app}, nil)
	}
	w := p.waits("even", M{"app": app}, spec)
	plain := p.runs("plain", p.any(), M{"app": "plain"}, nil)
	h, turn := p.any(), p.Intn(3)
	p.plot(
		func() Step { return p.remove(plain) },
		func() Step { // or else it is bound by something else first
			switch turn {
			case 0:
				return p.remove(held[0])
			case 1:
				return p.relabel(w, "app", "loner")
			}
			return Step{}
		},
		func() Step { return p.create(p.actor(p.name("come"), p.any(), M{"app": pick(p.G, app, "plain")}, nil)) },
		p.newcomer("", nil),
		func() Step { return p.node(h, func(l, s, a M) { a["memory"] = "19Gi" }) },
		func() Step {
			return p.node(h, func(l, s, a M) {
				s["taints"] = A{M{"key": "closed", "effect": pick(p.G, "NoSchedule", "PreferNoSchedule")}}
			})
		},
		func() Step { return p.tolerate(w, M{"key": "closed", "operator": "Exists"}) },
		func() Step { return p.relabel(held[1], "note", "x") },
		func() Step { return p.relabel(w, "note", "x") },
		func() Step { return p.node(h, func(l, s, a M) { l[zoneKey] = pick(p.G, p.zones...) }) },
		func() Step { return p.remove(id("Node", "", p.hosts[5])) },
		func() Step { return p.relabel(held[2], "app", "gone") },
		func() Step { return p.remove(held[0]) },
		p.newcomer("zone-d", nil),
	)
}

func (p *play) gatePlot() {
	w := p.waits("gated", M{"app": "gated"}, M{"schedulingGates": A{M{"name": "example.com/a"}, M{"name": "example.com/b"}}})
	p.plot(
		func() Step { return p.relabel(w, "note", "x") },
		func() Step {
			return p.update(w, func(o M) { o["spec"].(M)["schedulingGates"] = A{M{"name": "example.com/b"}} })
		},
		func() Step { return p.tolerate(w, M{"key": "any", "operator": "Exists"}) },
		func() Step { return p.update(w, func(o M) { delete(o["spec"].(M), "schedulingGates") }) },
	)
}
