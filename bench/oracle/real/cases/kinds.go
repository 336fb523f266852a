// What kinds of cases there are, and how each is put together.
package cases

import (
	"fmt"
	"maps"
	"math/rand"
	"slices"
)

// kinds: the features that a kind of case mixes.
var kinds = map[string][]string{
	"resources":    {"resources"},
	"taints":       {"taints"},
	"nodeaffinity": {"nodeaffinity"},
	"ports":        {"ports"},
	"images":       {"images"},
	"spread":       {"spread", "taints", "namespaces"},
	"interpod":     {"interpod", "namespaces"},
	"defaults":     {"owners", "namespaces"},
	"volumes":      {"volumes"},
	"nominated":    {"nominated", "priority"},
	"mixed":        {"resources", "taints", "nodeaffinity", "ports", "images", "spread", "interpod", "namespaces", "priority"},
	"config":       {"resources", "taints", "nodeaffinity", "images", "spread", "interpod", "config"},
	// sequences
	"seq-basic":       {"seq"},
	"seq-mixed":       {"seq", "taints", "nodeaffinity", "images", "spread", "interpod", "namespaces", "priority", "light"},
	"seq-spread":      {"seq", "spread", "light"},
	"seq-interpod":    {"seq", "interpod", "light"},
	"seq-large":       {"seq", "large"},
	"seq-large-mixed": {"seq", "large", "taints", "nodeaffinity", "spread", "interpod", "images", "namespaces", "priority", "ports"},
	"seq-config":      {"seq", "config", "nodeaffinity", "taints", "light"},
	"preemption":      {"seq", "priority", "preempt"},
	"preempt-rich":    {"seq", "priority", "preempt", "interpod", "spread", "ports", "nodeaffinity", "light"},
	"queue":           {"seq", "priority", "steps", "taints", "nodeaffinity", "interpod", "spread", "gates", "light"},
	// sequences that a function of their own puts together (gen_hints.go)
	"hints":         {"seq", "hints"},
	"preempt-large": {"seq", "crowd"},
	"daemons":       {"seq", "daemons"},
}

// scripts: the features that put a whole case together.
var scripts = map[string]func(*G, *Case){"hints": (*G).hints, "crowd": (*G).crowd, "daemons": (*G).daemons}

// Kinds names all kinds, sorted.
func Kinds() []string { return slices.Sorted(maps.Keys(kinds)) }

// Generate makes the case of a kind and a seed; the same two make the same case.
func Generate(kind string, seed int64) *Case {
	g := drawing(kind, seed)
	c := &Case{Name: fmt.Sprintf("%s/%s-%04d", kind, kind, seed), Kind: "explain", Seed: seed}
	if g.has("seq") {
		c.Kind = "sequence"
	}
	if g.has("config") {
		c.Config = g.raw(g.config())
	}
	g.surroundings()
	script := (*G).crew
	for _, f := range kinds[kind] {
		if s := scripts[f]; s != nil {
			script = s
		}
	}
	script(g, c)
	c.Objects = g.objects
	return c
}

func drawing(kind string, seed int64) *G {
	h := int64(0)
	for _, r := range kind {
		h = h*131 + int64(r)
	}
	g := &G{Rand: rand.New(rand.NewSource(seed*1_000_003 + h)), zones: []string{"zone-a", "zone-b", "zone-c"}, with: map[string]bool{}}
	for _, f := range kinds[kind] {
		g.with[f] = true
	}
	return g
}

// surroundings adds namespaces and priority classes where pods may refer to them.
func (g *G) surroundings() {
	if g.has("namespaces") || g.has("interpod") || g.has("spread") || g.has("volumes") {
		g.add(M{"apiVersion": "v1", "kind": "Namespace", "metadata": M{"name": "default"}})
		g.add(M{"apiVersion": "v1", "kind": "Namespace", "metadata": M{"name": "prod", "labels": M{"team": "blue"}}})
		g.add(M{"apiVersion": "v1", "kind": "Namespace", "metadata": M{"name": "dev", "labels": M{"team": "red"}}})
	}
	if g.has("priority") {
		g.add(M{"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": M{"name": "low"}, "value": -10})
		g.add(M{"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": M{"name": "high"}, "value": 1000})
		g.add(M{"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": M{"name": "polite"}, "value": 500, "preemptionPolicy": "Never"})
	}
}

// crew is a cluster with pods that run and, where nothing else is scripted, pods that wait.
func (g *G) crew(c *Case) {
	n := 4 + g.Intn(14)
	if g.has("seq") {
		n = 5 + g.Intn(20)
	}
	if g.has("large") {
		n = 120 + g.Intn(260)
	}
	for i := range n {
		g.add(g.node(i))
	}
	if g.has("volumes") {
		g.storage()
	}
	if g.has("owners") {
		g.owners()
	}
	switch {
	case g.has("preempt"):
		g.preemption(c)
	case g.has("steps"):
		g.queueScript(c)
	default:
		g.pods(n)
	}
}

func (g *G) pods(nodes int) {
	running := g.Intn(2*nodes + 1)
	if g.has("large") {
		running = g.Intn(100)
	}
	for range running {
		g.add(g.owned(g.pod("run", pick(g, g.nodes...))))
	}
	waiting := 6 + g.Intn(10)
	if g.has("seq") {
		waiting = 20 + g.Intn(60)
	}
	if g.has("large") {
		waiting = 150 + g.Intn(150)
	}
	for range waiting {
		g.add(g.owned(g.pod("wait", "")))
	}
}
