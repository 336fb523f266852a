// A play: pods that wait for what queueing hints watch, while the cluster changes one thing at a time under them.
package cases

import (
	"fmt"
	"strings"
)

// play is a case in the making. A plot is a few pods that wait for one reason and, in order, the beats that concern them: some change
// nothing for them, some wake them in vain, some help. The beats of several plots are interleaved, so each also falls on the other plots' pods.
type play struct {
	*G
	c     *Case
	now   map[string]M // what exists, by kind/namespace/name
	hosts []string     // the first nodes, all schedulable for pods that tolerate what they all carry
	tol   A            // what every pod tolerates, for the taints that all nodes carry
	plots [][]beat
	count int
}

type beat func() Step

func id(kind, ns, name string) string { return kind + "/" + ns + "/" + name }

func idOf(o M) string {
	m := o["metadata"].(M)
	ns, _ := m["namespace"].(string)
	return id(o["kind"].(string), ns, m["name"].(string))
}

func (p *play) have(o M) M { p.add(o); p.now[idOf(o)] = o; return o }

func (p *play) create(os ...M) Step {
	var s Step
	for _, o := range os {
		if p.now[idOf(o)] == nil {
			p.now[idOf(o)] = o
			s.Create = append(s.Create, p.raw(o))
		}
	}
	return s
}

// update changes what is there; nothing when it is gone.
func (p *play) update(k string, change func(M)) Step {
	o := p.now[k]
	if o == nil {
		return Step{}
	}
	change(o)
	return Step{Update: p.raw(o)}
}

func (p *play) remove(k string) Step {
	o := p.now[k]
	if o == nil {
		return Step{}
	}
	delete(p.now, k)
	part := strings.SplitN(k, "/", 3)
	switch part[0] {
	case "Pod":
		return Step{DeletePod: part[1] + "/" + part[2]}
	case "Node":
		return Step{DeleteNode: part[2]}
	}
	return Step{Delete: &Target{Kind: part[0], Namespace: part[1], Name: part[2]}}
}

func (p *play) plot(beats ...beat) { p.plots = append(p.plots, beats) }

func (p *play) name(prefix string) string { p.count++; return fmt.Sprintf("%s-%02d", prefix, p.count) }

func (p *play) host(name, zone string, more M) M {
	alloc := M{"cpu": "8", "memory": "16Gi", "pods": pick(p.G, "110", "110", "30")}
	labels := M{"kubernetes.io/hostname": name, "disktype": pick(p.G, "ssd", "hdd"), "rack": fmt.Sprintf("r%d", p.Intn(3))}
	if zone != "" {
		labels["topology.kubernetes.io/zone"] = zone
	}
	spec := M{}
	for k, v := range more {
		switch k {
		case "labels":
			for l, x := range v.(M) {
				labels[l] = x
			}
		case "alloc":
			for r, x := range v.(M) {
				alloc[r] = x
			}
		default:
			spec[k] = v
		}
	}
	return M{"apiVersion": "v1", "kind": "Node", "metadata": M{"name": name, "labels": labels}, "spec": spec, "status": M{"allocatable": alloc, "capacity": alloc}}
}

// actor makes a pod; node is "" for one that waits.
func (p *play) actor(name, node string, labels, spec M) M {
	s := M{"containers": A{M{"name": "c", "image": "nginx", "resources": M{"requests": M{"cpu": pick(p.G, "50m", "100m", "200m"), "memory": "64Mi"}}}}}
	if len(p.tol) > 0 {
		s["tolerations"] = append(A{}, p.tol...)
	}
	for k, v := range spec {
		s[k] = v
	}
	if p.has("priority") && p.chance(0.6) {
		s["priorityClassName"] = pick(p.G, "low", "high", "polite")
		if node != "" {
			s["priorityClassName"] = pick(p.G, "low", "low", "high")
		}
	}
	if p.has("gates") && node == "" && p.chance(0.15) {
		s["schedulingGates"] = A{M{"name": "example.com/wait"}}
		k := id("Pod", "default", name)
		p.plot(func() Step { return p.update(k, func(o M) { delete(o["spec"].(M), "schedulingGates") }) })
	}
	if labels == nil {
		labels = M{"app": "plain"}
	}
	o := M{"apiVersion": "v1", "kind": "Pod", "metadata": M{"name": name, "namespace": "default", "labels": labels}, "spec": s}
	if node != "" {
		s["nodeName"] = node
		o["status"] = M{"phase": "Running", "startTime": fmt.Sprintf("2025-12-31T%02d:%02d:%02dZ", p.Intn(24), p.Intn(60), p.Intn(60))}
	}
	return o
}

func (p *play) runs(prefix, node string, labels, spec M) string {
	return idOf(p.have(p.actor(p.name(prefix), node, labels, spec)))
}

func (p *play) waits(prefix string, labels, spec M) string {
	return idOf(p.have(p.actor(p.name(prefix), "", labels, spec)))
}

func asks(r M) M {
	return M{"containers": A{M{"name": "c", "image": "nginx", "resources": M{"requests": r, "limits": onlyExtended(r)}}}}
}

// onlyExtended: the API server wants limits of extended resources equal to their requests.
func onlyExtended(r M) M {
	l := M{}
	for k, v := range r {
		if strings.Contains(k, "/") {
			l[k] = v
		}
	}
	return l
}

func (p *play) any() string { // a node that is still there
	for range 20 {
		if h := pick(p.G, p.hosts...); p.now[id("Node", "", h)] != nil {
			return h
		}
	}
	return p.hosts[0]
}

func (p *play) node(name string, change func(labels, spec, alloc M)) Step {
	return p.update(id("Node", "", name), func(o M) {
		st := o["status"].(M)
		a := M{}
		for k, v := range st["allocatable"].(M) {
			a[k] = v
		}
		change(o["metadata"].(M)["labels"].(M), o["spec"].(M), a)
		st["allocatable"], st["capacity"] = a, a
	})
}

func (p *play) relabel(pod, key, value string) Step {
	return p.update(pod, func(o M) { o["metadata"].(M)["labels"].(M)[key] = value })
}

func (p *play) tolerate(pod string, t M) Step {
	return p.update(pod, func(o M) {
		s := o["spec"].(M)
		l, _ := s["tolerations"].(A)
		s["tolerations"] = append(append(A{}, l...), t)
	})
}

func affine(kind string, terms ...M) M {
	var l A
	for _, t := range terms {
		l = append(l, t)
	}
	return M{kind: M{"requiredDuringSchedulingIgnoredDuringExecution": l}}
}

func near(key, app string) M {
	return M{"topologyKey": key, "labelSelector": M{"matchLabels": M{"app": app}}}
}

const zoneKey, hostKey = "topology.kubernetes.io/zone", "kubernetes.io/hostname"
