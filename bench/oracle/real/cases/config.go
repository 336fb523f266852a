// Random scheduler configurations.
package cases

// config draws a scheduler configuration.
func (g *G) config() M {
	args := A{}
	put := func(name string, a M) { args = append(args, M{"name": name, "args": a}) }
	res := A{M{"name": "cpu", "weight": pick(g, 1, 3)}, M{"name": "memory", "weight": pick(g, 1, 2)}}
	if g.chance(0.3) {
		res = append(res, M{"name": "nvidia.com/gpu", "weight": 5})
	}
	switch g.Intn(4) {
	case 0:
		put("NodeResourcesFit", M{"scoringStrategy": M{"type": "MostAllocated", "resources": res}})
	case 1:
		put("NodeResourcesFit", M{"scoringStrategy": M{"type": "RequestedToCapacityRatio", "resources": res, "requestedToCapacityRatio": M{"shape": A{M{"utilization": 0, "score": pick(g, 0, 10)}, M{"utilization": 40, "score": 3}, M{"utilization": 100, "score": pick(g, 10, 0)}}}}})
	case 2:
		put("NodeResourcesFit", M{"scoringStrategy": M{"type": "LeastAllocated", "resources": res}, "ignoredResources": A{"example.com/fpga"}})
	}
	if g.chance(0.3) {
		put("NodeResourcesBalancedAllocation", M{"resources": A{M{"name": "cpu", "weight": 1}, M{"name": "memory", "weight": 1}, M{"name": "nvidia.com/gpu", "weight": 1}}})
	}
	if g.chance(0.3) {
		put("InterPodAffinity", M{"hardPodAffinityWeight": pick(g, 0, 10, 100), "ignorePreferredTermsOfExistingPods": g.chance(0.5)})
	}
	if g.chance(0.3) {
		put("NodeAffinity", M{"addedAffinity": M{"preferredDuringSchedulingIgnoredDuringExecution": A{M{"weight": 20, "preference": M{"matchExpressions": A{M{"key": "disktype", "operator": "In", "values": A{"ssd"}}}}}}}})
	}
	if g.chance(0.3) {
		put("PodTopologySpread", M{"defaultingType": "List", "defaultConstraints": A{M{"maxSkew": pick(g, 1, 2), "topologyKey": "topology.kubernetes.io/zone", "whenUnsatisfiable": pick(g, "ScheduleAnyway", "DoNotSchedule")}}})
	}
	plugins := M{}
	if g.chance(0.5) {
		plugins["score"] = M{"enabled": A{M{"name": "TaintToleration", "weight": pick(g, 1, 7)}, M{"name": "NodeResourcesFit", "weight": pick(g, 2, 10)}}, "disabled": A{M{"name": "TaintToleration"}, M{"name": "NodeResourcesFit"}}}
	} else if g.chance(0.4) {
		plugins["score"] = M{"disabled": A{M{"name": pick(g, "ImageLocality", "NodeResourcesBalancedAllocation", "InterPodAffinity", "*")}}}
	}
	if g.chance(0.15) {
		plugins["filter"] = M{"disabled": A{M{"name": pick(g, "TaintToleration", "NodeAffinity")}}}
	}
	p := M{"schedulerName": "default-scheduler"}
	if len(args) > 0 {
		p["pluginConfig"] = args
	}
	if len(plugins) > 0 {
		p["plugins"] = plugins
	}
	cfg := M{"apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration", "profiles": A{p}}
	if g.chance(0.3) {
		cfg["percentageOfNodesToScore"] = pick(g, 10, 50, 100)
	}
	return cfg
}
