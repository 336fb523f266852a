// Random pods, dense in the features that meet in one decision, valid for the API server.
package cases

import (
	"fmt"
)

func (g *G) requests() M {
	r := M{}
	if g.chance(0.85) {
		r["cpu"] = pick(g, "50m", "100m", "250m", "500m", "1", "1500m", "0.3", "2")
	}
	if g.chance(0.8) {
		r["memory"] = pick(g, "64Mi", "200Mi", "512Mi", "1Gi", "1500M", "3Gi", "128974848")
	}
	if g.has("resources") {
		if g.chance(0.15) {
			r["ephemeral-storage"] = pick(g, "1Gi", "4Gi", "20Gi")
		}
	}
	return r
}

func (g *G) container(name string) M {
	c := M{"name": name, "image": pick(g, append([]string{"registry.example/other:3", "nginx"}, imageNames...)...)}
	res := M{}
	if r := g.requests(); len(r) > 0 {
		if g.has("resources") && g.chance(0.15) {
			res["limits"] = r // requests default to limits
		} else {
			res["requests"] = r
		}
	}
	if g.has("resources") && g.chance(0.12) {
		l, _ := res["limits"].(M)
		if l == nil {
			l = M{}
		}
		k := pick(g, "nvidia.com/gpu", "nvidia.com/gpu", "example.com/fpga")
		l[k] = pick(g, "1", "2")
		res["limits"] = l
		if r, ok := res["requests"].(M); ok {
			r[k] = l[k]
		}
	}
	if g.has("resources") && g.chance(0.05) && res["requests"] != nil {
		l, _ := res["limits"].(M)
		if l == nil {
			l = M{}
		}
		l["hugepages-2Mi"] = "64Mi"
		res["limits"] = l
		res["requests"].(M)["hugepages-2Mi"] = "64Mi"
	}
	if len(res) > 0 {
		c["resources"] = res
	}
	if g.has("ports") && name == "main" && g.chance(0.6) {
		port := M{"containerPort": pick(g, 80, 443, 8080)}
		if g.chance(0.8) {
			port["hostPort"] = pick(g, 80, 443, 8080)
			if g.chance(0.3) {
				port["hostIP"] = pick(g, "127.0.0.1", "10.0.0.1", "0.0.0.0")
			}
			if g.chance(0.3) {
				port["protocol"] = pick(g, "UDP", "TCP")
			}
		}
		c["ports"] = A{port}
	}
	return c
}

func (g *G) tolerations() A {
	var out A
	for _, k := range some(g, g.Intn(3), taintKeys...) {
		t := M{"key": k}
		switch g.Intn(3) {
		case 0:
			t["operator"] = "Exists"
		case 1:
			t["value"] = pick(g, "a", "b")
		case 2:
			t["operator"], t["value"] = "Equal", pick(g, "a", "b")
		}
		if g.chance(0.6) {
			t["effect"] = pick(g, "NoSchedule", "PreferNoSchedule", "NoExecute")
		}
		out = append(out, t)
	}
	if g.chance(0.06) {
		out = append(out, M{"operator": "Exists"})
	}
	if g.chance(0.1) {
		out = append(out, M{"key": "node.kubernetes.io/unschedulable", "operator": "Exists", "effect": "NoSchedule"})
	}
	return out
}

// pod draws one pod; node is "" for one that waits.
func (g *G) pod(prefix, node string) M {
	g.serial++
	name := fmt.Sprintf("%s-%03d", prefix, g.serial)
	ns := "default"
	if g.has("namespaces") {
		ns = pick(g, "default", "default", "prod", "dev")
	}
	labels := M{"app": pick(g, apps...)}
	if g.chance(0.5) {
		labels["tier"] = pick(g, "front", "back")
	}
	if g.chance(0.6) {
		labels["version"] = pick(g, "v1", "v2")
	}
	if g.chance(0.4) {
		labels["tenant"] = pick(g, "t1", "t2")
	}
	meta := M{"name": name, "namespace": ns, "labels": labels}
	spec := M{}
	containers := A{g.container("main")}
	for i := 0; i < pick(g, 0, 0, 0, 1, 2); i++ {
		containers = append(containers, g.container(fmt.Sprintf("side-%d", i)))
	}
	spec["containers"] = containers
	if g.has("resources") {
		if g.chance(0.2) {
			var inits A
			for i := 0; i <= g.Intn(2); i++ {
				c := g.container(fmt.Sprintf("init-%d", i))
				delete(c, "ports")
				if g.chance(0.5) {
					c["restartPolicy"] = "Always"
				}
				inits = append(inits, c)
			}
			spec["initContainers"] = inits
		}
		if g.chance(0.08) {
			spec["overhead"] = M{"cpu": "120m", "memory": "60Mi"}
		}
		if g.chance(0.08) {
			spec["resources"] = M{"requests": M{"cpu": pick(g, "8", "9"), "memory": pick(g, "12Gi", "14Gi")}}
		}
	}
	if g.has("taints") {
		if t := g.tolerations(); len(t) > 0 {
			spec["tolerations"] = t
		}
	}
	if g.has("nodeaffinity") {
		if g.chance(0.25) {
			spec["nodeSelector"] = pick(g, M{"disktype": "ssd"}, M{"topology.kubernetes.io/zone": pick(g, g.zones...)}, M{"rack": "r1"})
		}
	}
	aff := M{}
	if g.has("nodeaffinity") && g.chance(0.6) {
		if a := g.nodeAffinity(); len(a) > 0 {
			aff["nodeAffinity"] = a
		}
	}
	if g.has("interpod") {
		if g.chance(0.35) {
			if a := g.podAffinity(false); len(a) > 0 {
				aff["podAffinity"] = a
			}
		}
		if g.chance(0.4) {
			if a := g.podAffinity(true); len(a) > 0 {
				aff["podAntiAffinity"] = a
			}
		}
	}
	if len(aff) > 0 {
		spec["affinity"] = aff
	}
	if g.has("spread") && g.chance(0.6) {
		var cs A
		seen := map[string]bool{}
		for i := 0; i <= g.Intn(3); i++ {
			c := g.constraint()
			id := fmt.Sprint(c["topologyKey"], c["whenUnsatisfiable"])
			if !seen[id] {
				cs = append(cs, c)
			}
			seen[id] = true
		}
		spec["topologySpreadConstraints"] = cs
	}
	if g.has("priority") && g.chance(0.6) {
		spec["priorityClassName"] = pick(g, "low", "high", "polite")
	}
	if g.has("gates") && node == "" && g.chance(0.3) {
		spec["schedulingGates"] = A{M{"name": "example.com/wait"}}
	}
	status := M{}
	if node != "" {
		spec["nodeName"] = node
		status["phase"] = "Running"
		status["startTime"] = fmt.Sprintf("2025-12-31T%02d:%02d:%02dZ", g.Intn(24), g.Intn(60), g.serial%60)
		if g.chance(0.05) {
			meta["deletionTimestamp"] = "2026-01-01T00:00:30Z"
			meta["deletionGracePeriodSeconds"] = 30
		}
	} else if g.has("nominated") && g.chance(0.15) {
		status["nominatedNodeName"] = pick(g, g.nodes...)
	}
	if g.has("volumes") {
		g.claim(name, ns, node, spec)
	}
	p := M{"apiVersion": "v1", "kind": "Pod", "metadata": meta, "spec": spec}
	if len(status) > 0 {
		p["status"] = status
	}
	return p
}
