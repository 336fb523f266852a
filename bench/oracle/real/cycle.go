// One scheduling cycle with all that it causes: binding, victims' deletions, the moves of the queue that follow.
package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// cycle runs one; false where no pod can be popped. Without an attempt the pod that was popped is gone already.
func (w *world) cycle() (*Attempt, bool, error) {
	if w.idle() {
		return nil, false, nil
	}
	w.clock.Step(time.Microsecond)
	w.lock.Lock()
	before := len(w.deleted)
	w.lock.Unlock()
	w.last = nil
	if err := w.scheduleOne(); err != nil {
		return nil, false, err
	}
	if w.last == nil {
		return nil, true, nil
	}
	if err := w.finish(w.last); err != nil {
		return nil, false, err
	}
	w.lock.Lock()
	defer w.lock.Unlock()
	w.last.Victims = slices.Clone(w.deleted[before:])
	slices.Sort(w.last.Victims)
	return w.last, true, nil
}

func (w *world) scheduleOne() error {
	done := make(chan struct{})
	go func() { w.scheduler.ScheduleOne(w.ctx); close(done) }()
	select {
	case <-done:
		return nil
	case <-time.After(5 * time.Second):
		return fmt.Errorf("no pod could be popped: %v", w.queues())
	}
}

// finish waits until the attempt is over.
func (w *world) finish(a *Attempt) error {
	if a.Result == "bound" {
		return w.finishBinding(a)
	}
	if a.Nominated != "" { // preemption goes on beside us until its last victim is gone
		for start := time.Now(); time.Since(start) < 500*time.Millisecond && slices.Contains(w.queues().Unschedulable, a.Pod); {
			time.Sleep(200 * time.Microsecond)
		}
	}
	w.settle(4 * time.Millisecond)
	return nil
}

func (w *world) finishBinding(a *Attempt) error {
	namespace, name, _ := strings.Cut(a.Pod, "/")
	err := w.until("binding of "+a.Pod, func() bool {
		p, err := w.informers.Core().V1().Pods().Lister().Pods(namespace).Get(name)
		if err != nil || p.Spec.NodeName == "" {
			return w.last != a // the binding failed
		}
		assumed, err := w.scheduler.Cache.IsAssumedPod(p)
		return err == nil && !assumed
	})
	if err != nil {
		return err // it waits for a controller that is not here
	}
	w.settle(300 * time.Microsecond)
	return nil
}
