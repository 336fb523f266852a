// Pods that wait while the cluster changes under them.
package cases

import (
	"encoding/json"
)

// queueScript lets pods wait, then changes the cluster under them.
func (g *G) queueScript(c *Case) {
	var running, waiting []M
	for i := 0; i < 2*len(g.nodes); i++ {
		p := g.pod("run", pick(g, g.nodes...))
		running = append(running, p)
		g.add(p)
	}
	for i := 0; i < 15+g.Intn(25); i++ {
		p := g.pod("wait", "")
		waiting = append(waiting, p)
		g.add(p)
	}
	for i := 0; i < 6+g.Intn(8); i++ {
		switch g.Intn(7) {
		case 0:
			p := running[g.Intn(len(running))]
			id := p["metadata"].(M)["namespace"].(string) + "/" + p["metadata"].(M)["name"].(string)
			if p["gone"] == nil {
				p["gone"] = true
				c.Steps = append(c.Steps, Step{DeletePod: id})
			}
		case 1:
			c.Steps = append(c.Steps, Step{Create: []json.RawMessage{g.raw(g.node(len(g.nodes)))}})
		case 2:
			c.Steps = append(c.Steps, Step{AdvanceSeconds: pick(g, 1.0, 2.5, 11)})
		case 3: // a node changes its labels, taints or size
			i := g.Intn(len(g.nodes))
			name := g.nodes[i]
			nodes := g.nodes
			n := g.node(i)
			g.nodes = nodes
			n["metadata"].(M)["name"] = name
			n["metadata"].(M)["labels"].(M)["kubernetes.io/hostname"] = name
			c.Steps = append(c.Steps, Step{Update: g.raw(n)})
		case 4: // a gate opens
			for _, p := range waiting {
				if p["spec"].(M)["schedulingGates"] != nil {
					delete(p["spec"].(M), "schedulingGates")
					c.Steps = append(c.Steps, Step{Update: g.raw(p)})
					break
				}
			}
		case 5:
			c.Steps = append(c.Steps, Step{Create: []json.RawMessage{g.raw(g.pod("late", "")), g.raw(g.pod("late", ""))}})
		case 6: // a waiting pod changes its labels
			p := waiting[g.Intn(len(waiting))]
			p["metadata"].(M)["labels"].(M)["app"] = pick(g, apps...)
			c.Steps = append(c.Steps, Step{Update: g.raw(p)})
		}
	}
}
