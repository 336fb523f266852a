// Plots about volumes: claims, classes, zones, limits, exclusive disks, capacity.
package cases

import (
	"fmt"
)

func (p *play) missingClaimPlot() {
	name := p.name("claim")
	w := p.waits("lost", nil, mounts(name))
	pv, pvc := p.bound(name, "fast", "csi.example.com", "ReadWriteOnce")
	_, wrong := p.bound(name, "fast", "csi.example.com", "ReadWriteOnce")
	wrong["metadata"].(M)["namespace"] = "prod"
	p.plot(
		func() Step { return p.create(p.claims(p.name("claim"), "now", "ReadWriteOnce")) },
		func() Step { return p.create(wrong) },
		func() Step {
			if p.chance(0.3) {
				return p.create(pvc) // the volume is missing still
			}
			return p.create(pv, pvc)
		},
		func() Step { return p.create(pv) },
		func() Step { return p.remove(w) },
		func() Step { return p.remove(idOf(pvc)) },
	)
}

func (p *play) ephemeralPlot() {
	name := p.name("scratch")
	o := p.actor(name, "", nil, M{"volumes": A{M{"name": "tmp", "ephemeral": M{"volumeClaimTemplate": M{"spec": M{"accessModes": A{"ReadWriteOnce"}, "storageClassName": "fast", "resources": M{"requests": M{"storage": "8Gi"}}}}}}}})
	o["metadata"].(M)["uid"] = "uid-" + name
	p.have(o)
	pv, pvc := p.bound(name+"-tmp", "fast", "csi.example.com", "ReadWriteOnce")
	p.plot(
		func() Step { return p.create(p.claims(p.name("claim"), "now", "ReadWriteOnce")) },
		func() Step { return p.create(pv, pvc) }, // somebody else's claim
		func() Step { return p.update(idOf(pvc), func(o M) { o["metadata"].(M)["labels"] = M{"note": "x"} }) },
		func() Step {
			return p.update(idOf(pvc), func(o M) {
				o["metadata"].(M)["ownerReferences"] = A{M{"apiVersion": "v1", "kind": "Pod", "name": name, "uid": "uid-" + name, "controller": true}}
			})
		},
	)
}

func (p *play) immediatePlot() {
	name := p.name("claim")
	pvc := p.have(p.claims(name, "now", "ReadWriteOnce"))
	pv, _ := p.bound(name, "now", "csi.example.com", "ReadWriteOnce")
	other := p.have(p.claims(p.name("claim"), "now", "ReadWriteOnce"))
	p.waits("unbound", nil, mounts(name))
	h := p.any()
	p.plot(
		func() Step {
			return p.update(id("StorageClass", "", "now"), func(o M) { o["metadata"].(M)["labels"] = M{"note": p.name("n")} })
		},
		func() Step { return p.update(idOf(other), func(o M) { o["metadata"].(M)["labels"] = M{"note": "x"} }) },
		func() Step {
			return p.update(id("StorageClass", "", "now"), func(o M) {
				o["allowedTopologies"] = A{M{"matchLabelExpressions": A{M{"key": zoneKey, "values": A{pick(p.G, p.zones...), "zone-q"}}}}}
			})
		},
		func() Step {
			return p.update(id("CSINode", "", h), func(o M) {
				o["metadata"].(M)["annotations"] = M{"storage.alpha.kubernetes.io/migrated-plugins": "kubernetes.io/aws-ebs"}
			})
		},
		func() Step {
			return p.create(p.class(p.name("class"), "csi.example.com", pick(p.G, "Immediate", "WaitForFirstConsumer")))
		},
		func() Step { return p.create(pv) },
		func() Step { return p.update(idOf(pvc), bind) },
	)
}

// noClassPlot: the claim's class is missing. The class that comes has no provisioner and there are no volumes, so nothing is ever bound by the scheduler.
func (p *play) noClassPlot() {
	name, class := p.name("claim"), p.name("class")
	pvc := p.have(p.claims(name, class, "ReadWriteOnce"))
	p.waits("classless", nil, mounts(name))
	pv, _ := p.bound(name, "fast", "csi.example.com", "ReadWriteOnce") // of another class, lest the scheduler bind it itself
	p.plot(
		func() Step { return p.create(p.class(p.name("class"), "kubernetes.io/no-provisioner", "Immediate")) },
		func() Step {
			return p.create(p.class(class, "kubernetes.io/no-provisioner", pick(p.G, "WaitForFirstConsumer", "WaitForFirstConsumer", "Immediate")))
		},
		func() Step {
			return p.update(id("StorageClass", "", class), func(o M) { o["metadata"].(M)["labels"] = M{"note": "x"} })
		},
		func() Step { return p.create(pv) },
		func() Step { return p.update(idOf(pvc), bind) },
	)
}

func (p *play) zonePlot() {
	name := p.name("claim")
	pv, pvc := p.bound(name, "fast", "csi.example.com", "ReadWriteOnce")
	key := pick(p.G, zoneKey, zoneKey, "failure-domain.beta.kubernetes.io/zone")
	pv["metadata"].(M)["labels"] = M{key: "zone-x"}
	p.have(pv)
	p.have(pvc)
	p.waits("zoned", nil, mounts(name))
	h := p.any()
	label := func(v string) beat {
		return func() Step { return p.update(idOf(pv), func(o M) { o["metadata"].(M)["labels"].(M)[key] = v }) }
	}
	p.plot(
		func() Step {
			return p.update(idOf(pv), func(o M) { o["metadata"].(M)["annotations"] = M{"note": "x"} })
		},
		func() Step { return p.node(h, func(l, s, a M) { a["cpu"] = "10" }) },
		label("zone-x__zone-y"),
		func() Step { return p.create(p.class(p.name("class"), "csi.example.com", "Immediate")) },
		func() Step { return p.create(p.class(p.name("class"), "csi.example.com", "WaitForFirstConsumer")) },
		func() Step { return p.update(idOf(pvc), func(o M) { o["metadata"].(M)["labels"] = M{"note": "x"} }) },
		func() Step {
			if p.chance(0.5) {
				return p.node(h, func(l, s, a M) { l[zoneKey] = "zone-y" })
			}
			return label("zone-y__zone-a")()
		},
	)
}

func (p *play) volumePlot() {
	name := p.name("claim")
	pv, pvc := p.bound(name, "fast", "csi.example.com", "ReadWriteOnce")
	on := func(h string) M {
		return M{"required": M{"nodeSelectorTerms": A{M{"matchExpressions": A{M{"key": hostKey, "operator": "In", "values": A{h}}}}}}}
	}
	pv["spec"].(M)["nodeAffinity"] = on("nowhere")
	p.have(pv)
	p.have(pvc)
	p.waits("faraway", nil, mounts(name))
	h := p.any()
	other, _ := p.bound(p.name("claim"), "fast", "csi.example.com", "ReadWriteOnce")
	p.plot(
		func() Step { return p.node(h, func(l, s, a M) { a["memory"] = "18Gi" }) },
		func() Step { return p.node(h, func(l, s, a M) { l["rack"] = "r7" }) },
		func() Step {
			return p.update(id("CSINode", "", h), func(o M) { o["metadata"].(M)["labels"] = M{"note": p.name("n")} })
		},
		func() Step { return p.create(other) },
		func() Step { return p.update(idOf(pv), func(o M) { o["spec"].(M)["nodeAffinity"] = on(p.any()) }) },
	)
}

// limitPlot: two more volumes than any CSINode allows, on nodes that have one.
func (p *play) limitPlot() {
	var claims []string
	for range 2 {
		name := p.name("claim")
		pv, pvc := p.bound(name, "fast", "limited.example.com", "ReadWriteOnce")
		p.have(pv)
		p.have(pvc)
		claims = append(claims, name)
	}
	for _, h := range p.hosts { // no node goes without limits
		if p.now[id("CSINode", "", h)] == nil {
			p.have(csiNode(h, csiDriver("limited.example.com", h, 1)))
		}
	}
	name := p.name("claim")
	pv, pvc := p.bound(name, "fast", "csi.example.com", "ReadWriteOnce")
	p.have(pv)
	p.have(pvc)
	with := p.runs("mounter", p.any(), nil, mounts(name))
	conf := p.runs("mounter", p.any(), nil, M{"volumes": A{M{"name": "c", "configMap": M{"name": "settings"}}}})
	p.waits("heavy", nil, p.pinned(mounts(claims...)))
	set := func(h, driver string, n int) beat {
		return func() Step {
			return p.update(id("CSINode", "", h), func(o M) {
				s := o["spec"].(M)
				var l A
				for _, d := range s["drivers"].(A) {
					if d.(M)["name"] != driver {
						l = append(l, d)
					}
				}
				s["drivers"] = append(l, csiDriver(driver, h, n))
			})
		}
	}
	attached := M{"apiVersion": "storage.k8s.io/v1", "kind": "VolumeAttachment", "metadata": M{"name": p.name("attachment")}, "spec": M{"attacher": "limited.example.com", "nodeName": p.hosts[0], "source": M{"persistentVolumeName": "pv-" + claims[0]}}, "status": M{"attached": true}}
	h := p.hosts[p.Intn(2)]
	p.plot(
		func() Step { return p.remove(conf) },
		set(h, "limited.example.com", 0),
		func() Step { return p.create(attached) },
		func() Step { return p.remove(with) },
		set(h, "csi.example.com", 30), // any driver's limit wakes the pod
		func() Step { return p.remove(idOf(attached)) },
		p.newcomer(p.zones[0], M{"unschedulable": true}),
		set(h, "limited.example.com", pick(p.G, 2, 3)),
	)
}

func (p *play) oncePlot() {
	name := p.name("claim")
	pv, pvc := p.bound(name, "fast", "csi.example.com", "ReadWriteOncePod")
	p.have(pv)
	p.have(pvc)
	holder := p.runs("holder", p.any(), nil, mounts(name))
	other := p.runs("other", p.any(), nil, nil)
	p.waits("second", nil, mounts(name))
	p.waits("third", nil, mounts(name))
	p.plot(
		func() Step { return p.remove(other) },
		func() Step { return p.update(idOf(pvc), func(o M) { o["metadata"].(M)["labels"] = M{"note": "x"} }) },
		p.newcomer(p.zones[1], nil),
		func() Step { return p.remove(holder) },
	)
}

// diskPlot: a disk that one node's pod holds, wanted by a pod that must run there.
func (p *play) diskPlot() {
	disk := func(v string) M { return M{"volumes": A{M{"name": "d", "awsElasticBlockStore": M{"volumeID": v}}}} }
	h := p.any()
	holder := p.runs("disk", h, nil, disk("vol-7"))
	other := p.runs("disk", h, nil, disk("vol-8"))
	s := disk("vol-7")
	s["nodeSelector"] = M{hostKey: h}
	p.waits("disk", nil, s)
	p.plot(
		func() Step { return p.remove(other) },
		func() Step { return p.node(h, func(l, s, a M) { l["rack"] = "r6" }) },
		func() Step { return p.remove(holder) },
	)
}

// capacityPlot: no segment of storage is ever large enough, so the scheduler never binds the claim, but what is said of the segments wakes the pod or not.
func (p *play) capacityPlot() {
	class, driver := p.name("class"), p.name("capacity")
	p.have(p.class(class, driver, "WaitForFirstConsumer"))
	csi := func(name string, tracked bool) M {
		return M{"apiVersion": "storage.k8s.io/v1", "kind": "CSIDriver", "metadata": M{"name": name}, "spec": M{"storageCapacity": tracked}}
	}
	p.have(csi(driver, true))
	p.have(csi(driver+"-inline", true))
	name := p.name("claim")
	p.have(p.claims(name, class, "ReadWriteOnce"))
	s := mounts(name)
	s["volumes"] = append(s["volumes"].(A), M{"name": "in", "csi": M{"driver": driver + "-inline"}})
	p.waits("roomy", nil, s)
	segment := func(n int) M {
		return M{"apiVersion": "storage.k8s.io/v1", "kind": "CSIStorageCapacity", "metadata": M{"name": fmt.Sprintf("%s-%d", class, n), "namespace": "default"}, "storageClassName": class,
			"nodeTopology": M{"matchLabels": M{zoneKey: p.zones[n]}}, "capacity": "2Gi"}
	}
	first := p.have(segment(0))
	size := func(v string) beat {
		return func() Step { return p.update(idOf(first), func(o M) { o["capacity"] = v }) }
	}
	p.plot(
		size("1Gi"),
		size("4Gi"),
		func() Step { return p.create(segment(1)) },
		func() Step {
			return p.update(id("CSIDriver", "", driver), func(o M) { o["metadata"].(M)["labels"] = M{"note": "x"} })
		},
		func() Step {
			return p.update(id("CSIDriver", "", driver+"-inline"), func(o M) { o["spec"] = M{"storageCapacity": false} })
		},
		func() Step { return p.update(idOf(first), func(o M) { o["maximumVolumeSize"] = "1Gi" }) },
	)
}
