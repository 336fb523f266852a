// Random selectors, affinity terms and spreading constraints.
package cases

import (
	"fmt"
)

func (g *G) requirement() M {
	switch g.Intn(7) {
	case 0:
		return M{"key": "disktype", "operator": "In", "values": some(g, 1+g.Intn(2), "ssd", "hdd", "nvme")}
	case 1:
		return M{"key": "disktype", "operator": "NotIn", "values": some(g, 1+g.Intn(2), "ssd", "hdd", "nvme")}
	case 2:
		return M{"key": pick(g, "generation", "rack", "nothing"), "operator": "Exists"}
	case 3:
		return M{"key": pick(g, "generation", "rack", "nothing"), "operator": "DoesNotExist"}
	case 4:
		return M{"key": "generation", "operator": pick(g, "Gt", "Lt"), "values": A{fmt.Sprint(g.Intn(9))}}
	case 5:
		return M{"key": "topology.kubernetes.io/zone", "operator": "In", "values": some(g, 1+g.Intn(2), g.zones...)}
	}
	return M{"key": "rack", "operator": "NotIn", "values": some(g, 1+g.Intn(2), "r0", "r1", "r2", "r3")}
}

func (g *G) nodeTerm(fields bool) M {
	t := M{}
	var reqs A
	for i := 0; i <= g.Intn(2); i++ {
		reqs = append(reqs, g.requirement())
	}
	t["matchExpressions"] = reqs
	if fields && g.chance(0.12) {
		t["matchFields"] = A{M{"key": "metadata.name", "operator": pick(g, "NotIn", "In"), "values": A{pick(g, g.nodes...)}}}
	}
	return t
}

func (g *G) nodeAffinity() M {
	na := M{}
	if g.chance(0.55) {
		var terms A
		for i := 0; i <= g.Intn(2); i++ {
			terms = append(terms, g.nodeTerm(true))
		}
		na["requiredDuringSchedulingIgnoredDuringExecution"] = M{"nodeSelectorTerms": terms}
	}
	if g.chance(0.6) {
		var terms A
		for i := 0; i <= g.Intn(3); i++ {
			terms = append(terms, M{"weight": pick(g, 1, 5, 30, 100), "preference": g.nodeTerm(false)})
		}
		na["preferredDuringSchedulingIgnoredDuringExecution"] = terms
	}
	return na
}

func (g *G) selector() M {
	switch g.Intn(4) {
	case 0:
		return M{"matchLabels": M{"app": pick(g, apps...)}}
	case 1:
		return M{"matchExpressions": A{M{"key": "app", "operator": pick(g, "In", "NotIn"), "values": some(g, 2, apps...)}}}
	case 2:
		return M{"matchLabels": M{"app": pick(g, apps...)}, "matchExpressions": A{M{"key": "tier", "operator": pick(g, "Exists", "DoesNotExist")}}}
	}
	return M{"matchExpressions": A{M{"key": "tier", "operator": "Exists"}}}
}

func (g *G) podTerm() M {
	t := M{"topologyKey": pick(g, "kubernetes.io/hostname", "topology.kubernetes.io/zone", "rack"), "labelSelector": g.selector()}
	switch g.Intn(6) {
	case 0:
		t["namespaces"] = some(g, 1+g.Intn(2), "default", "prod", "dev")
	case 1:
		t["namespaceSelector"] = pick(g, M{}, M{"matchLabels": M{"team": "blue"}})
	case 2:
		if g.chance(0.5) {
			t["matchLabelKeys"] = A{"version"}
		} else {
			t["mismatchLabelKeys"] = A{"tenant"}
		}
	}
	return t
}

func (g *G) podAffinity(anti bool) M {
	a := M{}
	if g.chance(pick(g, 0.45, 0.6)) {
		terms := A{g.podTerm()}
		if g.chance(0.2) {
			terms = append(terms, g.podTerm())
		}
		a["requiredDuringSchedulingIgnoredDuringExecution"] = terms
	}
	if g.chance(0.6) {
		var terms A
		for i := 0; i <= g.Intn(2); i++ {
			terms = append(terms, M{"weight": pick(g, 1, 10, 50, 100), "podAffinityTerm": g.podTerm()})
		}
		a["preferredDuringSchedulingIgnoredDuringExecution"] = terms
	}
	return a
}

func (g *G) constraint() M {
	c := M{"maxSkew": pick(g, 1, 1, 2, 3), "topologyKey": pick(g, "kubernetes.io/hostname", "topology.kubernetes.io/zone", "topology.kubernetes.io/zone", "rack"),
		"whenUnsatisfiable": pick(g, "DoNotSchedule", "ScheduleAnyway"), "labelSelector": g.selector()}
	if c["whenUnsatisfiable"] == "DoNotSchedule" && g.chance(0.25) {
		c["minDomains"] = pick(g, 2, 3, 5)
	}
	if g.chance(0.25) {
		c["nodeAffinityPolicy"] = pick(g, "Ignore", "Honor")
	}
	if g.chance(0.3) {
		c["nodeTaintsPolicy"] = pick(g, "Ignore", "Honor")
	}
	if g.chance(0.2) {
		c["matchLabelKeys"] = A{"version"}
	}
	return c
}
