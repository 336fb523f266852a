// Explaining a decision: every node's filter verdict, every plugin's weighted score, the node that wins.
package main

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"unsafe"

	v1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"
	fwk "k8s.io/kube-scheduler/framework"
	"k8s.io/kubernetes/pkg/scheduler"
	"k8s.io/kubernetes/pkg/scheduler/backend/cache"
	"k8s.io/kubernetes/pkg/scheduler/framework"
)

// explainOne explains a pod against the cluster as it stands, searching from the first node, and lets the real SchedulePod name the winner.
func (w *world) explainOne(f framework.Framework, p *v1.Pod) (*Explanation, error) {
	snapshot := *unexported[*cache.Snapshot](w.scheduler, "nodeInfoSnapshot")
	if err := w.scheduler.Cache.UpdateSnapshot(klog.FromContext(w.ctx), snapshot); err != nil {
		return nil, err
	}
	*unexported[int](w.scheduler, "nextStartNodeIndex") = 0
	x, err := explain(w.ctx, f, p)
	if err != nil {
		return nil, err
	}
	info, err := framework.NewPodInfo(p.DeepCopy())
	if err != nil {
		return nil, err
	}
	result, err := w.scheduler.SchedulePod(w.ctx, f, framework.NewCycleState(), &framework.QueuedPodInfo{PodInfo: info})
	if err != nil {
		x.Node, x.Message = "", err.Error()
		return x, nil
	}
	x.Node = result.SuggestedHost
	if f.HasScorePlugins() && x.Feasible != result.FeasibleNodes && p.Status.NominatedNodeName == "" {
		return nil, fmt.Errorf("%s: explanation saw %d feasible nodes, the scheduler %d", x.Pod, x.Feasible, result.FeasibleNodes)
	}
	return x, nil
}

// unexported reaches a field of the scheduler that only its own package names.
func unexported[T any](s *scheduler.Scheduler, name string) *T {
	return (*T)(unsafe.Pointer(reflect.ValueOf(s).Elem().FieldByName(name).UnsafeAddr()))
}

// explain judges and scores every node of the snapshot, in its order, without changing anything.
func explain(ctx context.Context, f framework.Framework, pod *v1.Pod) (*Explanation, error) {
	x := &Explanation{Pod: key(pod), Nodes: map[string]*NodeExplanation{}}
	all, err := f.SnapshotSharedLister().NodeInfos().List()
	if err != nil {
		return nil, err
	}
	state := framework.NewCycleState()
	among, status, _ := f.RunPreFilterPlugins(ctx, state, pod)
	if !status.IsSuccess() {
		v := verdict(status)
		x.PreFilter = &v
		return x, nil
	}
	feasible := x.filter(ctx, f, state, pod, all, among)
	x.Feasible = len(feasible)
	if len(feasible) > 1 {
		x.score(ctx, f, state, pod, feasible)
	}
	return x, nil
}

func (x *Explanation) filter(ctx context.Context, f framework.Framework, state fwk.CycleState, pod *v1.Pod, all []fwk.NodeInfo, among *fwk.PreFilterResult) []fwk.NodeInfo {
	var feasible []fwk.NodeInfo
	for _, n := range all {
		name := n.Node().Name
		if !among.AllNodes() && !among.NodeNames.Has(name) {
			x.Nodes[name] = &NodeExplanation{Filter: Verdict{Code: "UnschedulableAndUnresolvable", Reasons: []string{"(left out by PreFilter)"}}}
			continue
		}
		status := f.RunFilterPluginsWithNominatedPods(ctx, state, pod, n)
		x.Nodes[name] = &NodeExplanation{Filter: verdict(status)}
		if status.IsSuccess() {
			feasible = append(feasible, n)
		}
	}
	return feasible
}

func (x *Explanation) score(ctx context.Context, f framework.Framework, state fwk.CycleState, pod *v1.Pod, feasible []fwk.NodeInfo) {
	if !f.RunPreScorePlugins(ctx, state, pod, feasible).IsSuccess() {
		return
	}
	scores, status := f.RunScorePlugins(ctx, state, pod, feasible)
	if !status.IsSuccess() {
		return
	}
	for _, n := range scores {
		total, by := n.TotalScore, map[string]int64{}
		for _, p := range n.Scores {
			by[p.Name] = p.Score
		}
		x.Nodes[n.Name].Scores, x.Nodes[n.Name].Total = by, &total
	}
}

// verdict sorts the reasons: the real scheduler lists scalar resources in the order of a map.
func verdict(s *fwk.Status) Verdict {
	if s.IsSuccess() {
		return Verdict{Code: "Success"}
	}
	return Verdict{Code: s.Code().String(), Plugin: s.Plugin(), Reasons: slices.Sorted(slices.Values(s.Reasons()))}
}

// recorder keeps the scores that a cycle computed, for the nodes that it really looked at.
type recorder struct {
	framework.Framework
	scores []fwk.NodePluginScores
}

func (r *recorder) RunScorePlugins(ctx context.Context, state fwk.CycleState, pod *v1.Pod, nodes []fwk.NodeInfo) ([]fwk.NodePluginScores, *fwk.Status) {
	scores, status := r.Framework.RunScorePlugins(ctx, state, pod, nodes)
	r.scores = scores
	return scores, status
}

// of gives a node's total and scores by plugin, without zeros; nil where nothing was scored.
func (r *recorder) of(node string) (*int64, map[string]int64) {
	i := slices.IndexFunc(r.scores, func(n fwk.NodePluginScores) bool { return n.Name == node })
	if i < 0 {
		return nil, nil
	}
	total, by := r.scores[i].TotalScore, map[string]int64{}
	for _, p := range r.scores[i].Scores {
		if p.Score != 0 {
			by[p.Name] = p.Score
		}
	}
	return &total, by
}
