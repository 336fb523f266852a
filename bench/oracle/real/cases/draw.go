// What cases are drawn from: one source of random numbers, a few words, objects as maps.
package cases

import (
	"encoding/json"
	"math/rand"
	"sort"
)

type (
	M = map[string]any
	A = []any
)

// G draws one cluster.
type G struct {
	*rand.Rand
	objects []json.RawMessage
	nodes   []string
	zones   []string
	with    map[string]bool
	serial  int
	volumes []M // objects that go before the pods
}

func (g *G) chance(p float64) bool   { return g.Float64() < p }
func (g *G) has(feature string) bool { return g.with[feature] }
func pick[T any](g *G, xs ...T) T    { return xs[g.Intn(len(xs))] }
func some[T any](g *G, n int, xs ...T) []T {
	idx := g.Perm(len(xs))[:min(n, len(xs))]
	sort.Ints(idx)
	out := make([]T, 0, len(idx))
	for _, i := range idx {
		out = append(out, xs[i])
	}
	return out
}

func (g *G) add(o M) {
	raw, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	g.objects = append(g.objects, raw)
}

func (g *G) raw(o M) json.RawMessage { r, _ := json.Marshal(o); return r }

var apps = []string{"web", "db", "cache", "batch", "api"}
var taintKeys = []string{"dedicated", "spot", "maintenance", "gpu"}
var imageNames = []string{"registry.example/web:1", "registry.example/db:2.1", "registry.example/cache", "docker.io/library/nginx:1.27", "registry.example/model@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}
