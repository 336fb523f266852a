// Judges a case: lets the real scheduler decide it, several times over, and takes the answer if it is one.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	v1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/labels"
	"seatrial/oracle/cases"
)

const version = "kube-scheduler v1.36.3, parallelism 1"

// errChance: two judgements of one case differ.
var errChance = errors.New("left to chance")

func isChance(err error) bool { return errors.Is(err, errChance) }

// judgeOften refuses a case whose answer the real scheduler leaves to chance.
func judgeOften(c *cases.Case, times int) (*Expect, error) {
	first, err := judge(c)
	if err != nil {
		return nil, err
	}
	for range times - 1 {
		next, err := judge(c)
		if err != nil {
			return nil, err
		}
		if !reflect.DeepEqual(first, next) {
			return nil, fmt.Errorf("%w: %s", errChance, firstDifference(first, next))
		}
	}
	return first, nil
}

// judgeNew leaves out steps for pods that preemption has removed: who makes up a case cannot know of them.
func judgeNew(c *cases.Case, times int) (*Expect, error) {
	for {
		expect, err := judgeOften(c, times)
		var at *stepError
		if !errors.As(err, &at) || !apierrors.IsNotFound(err) {
			return expect, err
		}
		c.Steps = slices.Delete(c.Steps, at.step, at.step+1)
	}
}

type stepError struct {
	step int
	err  error
}

func (e *stepError) Error() string { return fmt.Sprintf("step %d: %v", e.step, e.err) }
func (e *stepError) Unwrap() error { return e.err }

// judge decides the case once.
func judge(c *cases.Case) (*Expect, error) {
	w, err := newWorld(c.Config)
	if err != nil {
		return nil, err
	}
	defer w.close()
	for i, raw := range c.Objects {
		if err := w.create(raw); err != nil {
			return nil, fmt.Errorf("object %d: %w", i, err)
		}
	}
	w.settle(2 * time.Millisecond)
	if c.Kind == "explain" {
		explanations, err := w.explainAll(c)
		return &Expect{Version: version, Explanations: explanations}, err
	}
	phases, err := w.playAll(c)
	return &Expect{Version: version, Phases: phases}, err
}

// explainAll explains the waiting pods in the order of the case.
func (w *world) explainAll(c *cases.Case) ([]*Explanation, error) {
	pods, err := w.informers.Core().V1().Pods().Lister().List(labels.Everything())
	if err != nil {
		return nil, err
	}
	byKey := map[string]*v1.Pod{}
	for _, p := range pods {
		byKey[key(p)] = p
	}
	var explanations []*Explanation
	for _, raw := range c.Objects {
		p := byKey[waitingPod(raw)]
		if p == nil {
			continue
		}
		profile, ok := w.scheduler.Profiles[p.Spec.SchedulerName]
		if !ok {
			continue
		}
		x, err := w.explainOne(profile, p)
		if err != nil {
			return nil, err
		}
		explanations = append(explanations, x)
	}
	return explanations, nil
}

// waitingPod is the object's key if it is a pod without a node, else "".
func waitingPod(raw json.RawMessage) string {
	var o struct {
		Kind     string
		Metadata struct{ Name, Namespace string }
		Spec     struct{ NodeName string }
	}
	if json.Unmarshal(raw, &o) != nil || o.Kind != "Pod" || o.Spec.NodeName != "" {
		return ""
	}
	if o.Metadata.Namespace == "" {
		o.Metadata.Namespace = "default"
	}
	return o.Metadata.Namespace + "/" + o.Metadata.Name
}

// playAll schedules until nothing can be popped, then again after each step.
func (w *world) playAll(c *cases.Case) ([]Phase, error) {
	limit := 20*len(c.Objects) + 100
	first, err := w.play(limit)
	if err != nil {
		return nil, err
	}
	phases := []Phase{*first}
	for i, s := range c.Steps {
		if err := w.apply(s); err != nil {
			return nil, &stepError{i, err}
		}
		next, err := w.play(limit)
		if err != nil {
			return nil, fmt.Errorf("step %d: %w", i, err)
		}
		phases = append(phases, *next)
	}
	return phases, nil
}

func (w *world) play(limit int) (*Phase, error) {
	phase := &Phase{Attempts: []Attempt{}}
	for range limit {
		a, ok, err := w.cycle()
		switch {
		case err != nil:
			return nil, err
		case a != nil:
			phase.Attempts = append(phase.Attempts, *a)
		case !ok:
			if w.settle(10 * time.Millisecond); w.idle() {
				phase.Queues = w.queues()
				return phase, nil
			}
		}
	}
	return nil, fmt.Errorf("still scheduling after %d attempts", limit)
}

func firstDifference(a, b *Expect) string {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	cut := func(s []byte) string { return string(s[max(0, i-120):min(len(s), i+120)]) }
	return cut(x) + " <> " + cut(y)
}
