// Services and controllers, from which default spreading takes its selectors.
package cases

// owners adds services and controllers, from which the system's default spreading constraints take their selectors.
func (g *G) owners() {
	for _, ns := range []string{"default", "prod", "dev"} {
		for _, app := range apps {
			if g.chance(0.5) {
				g.add(M{"apiVersion": "v1", "kind": "Service", "metadata": M{"name": app, "namespace": ns}, "spec": M{"selector": M{"app": app}, "ports": A{M{"port": 80}}}})
			}
			if g.chance(0.6) {
				g.add(M{"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": M{"name": app, "namespace": ns, "uid": "rs-" + ns + "-" + app}, "spec": M{"replicas": 3, "selector": M{"matchLabels": M{"app": app}},
					"template": M{"metadata": M{"labels": M{"app": app}}, "spec": M{"containers": A{M{"name": "c", "image": "nginx"}}}}}})
			}
		}
	}
}

func (g *G) owned(p M) M {
	if g.has("owners") && g.chance(0.7) {
		m := p["metadata"].(M)
		app := m["labels"].(M)["app"].(string)
		m["ownerReferences"] = A{M{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": app, "uid": "rs-" + m["namespace"].(string) + "-" + app, "controller": true}}
	}
	return p
}
