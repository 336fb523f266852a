// Waiting until the scheduler has seen what was done, and until nothing moves any more.
package main

import (
	"fmt"
	"slices"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// patience is how long the scheduler may take to see one thing.
const patience = 10 * time.Second

func (w *world) until(what string, ok func() bool) error {
	for start := time.Now(); !ok(); time.Sleep(20 * time.Microsecond) {
		if time.Since(start) > patience {
			return fmt.Errorf("timed out waiting for %s", what)
		}
	}
	return nil
}

// seen waits until the object has reached the scheduler's cache, queue or lister.
func (w *world) seen(obj runtime.Object) error {
	switch o := obj.(type) {
	case *v1.Node:
		w.nodeCount++
		return w.until("node "+o.Name, func() bool { return w.scheduler.Cache.NodeCount() >= w.nodeCount })
	case *v1.Pod:
		what := "pod " + key(o)
		if o.Spec.NodeName != "" {
			return w.until(what, func() bool { p, err := w.scheduler.Cache.GetPod(o); return err == nil && p.Spec.NodeName != "" })
		}
		if !w.profiles.Has(o.Spec.SchedulerName) {
			return nil
		}
		return w.until(what, func() bool { _, ok := w.scheduler.SchedulingQueue.GetPod(o.Name, o.Namespace); return ok })
	}
	accessor, _ := meta.Accessor(obj)
	return w.stored(resourceOf(obj), accessor.GetNamespace(), accessor.GetName(), accessor.GetResourceVersion())
}

// stored waits until the informer holds this version of an object; "": no longer holds the object.
func (w *world) stored(resource schema.GroupVersionResource, namespace, name, version string) error {
	informer, err := w.informers.ForResource(resource)
	if err != nil || resource.Resource == "priorityclasses" {
		return nil // the scheduler does not watch it
	}
	w.informers.Start(w.ctx.Done())
	k := name
	if namespace != "" {
		k = namespace + "/" + name
	}
	return w.until(resource.Resource+" "+k, func() bool {
		o, ok, _ := informer.Informer().GetStore().GetByKey(k)
		if !ok || version == "" {
			return !ok && version == ""
		}
		accessor, err := meta.Accessor(o)
		return err == nil && accessor.GetResourceVersion() == version
	})
}

// settle waits until nothing has moved for a while.
func (w *world) settle(quiet time.Duration) {
	state := func() string {
		queues := w.queues()
		w.lock.Lock()
		defer w.lock.Unlock()
		pods, _ := w.scheduler.Cache.PodCount()
		return fmt.Sprint(queues, w.actions, len(w.deleted), pods, w.scheduler.Cache.NodeCount())
	}
	last, since := state(), time.Now()
	for time.Since(since) < quiet {
		time.Sleep(100 * time.Microsecond)
		if now := state(); now != last {
			last, since = now, time.Now()
		}
	}
}

// queues says where every waiting pod is.
func (w *world) queues() Queues {
	q := w.scheduler.SchedulingQueue
	return Queues{Active: keys(q.PodsInActiveQ()), Backoff: keys(q.PodsInBackoffQ()), Unschedulable: keys(q.UnschedulablePods())}
}

func keys(pods []*v1.Pod) []string {
	out := make([]string, 0, len(pods))
	for _, p := range pods {
		out = append(out, key(p))
	}
	slices.Sort(out)
	return out
}

// idle says that no pod can be popped.
func (w *world) idle() bool {
	q := w.scheduler.SchedulingQueue
	return len(q.PodsInActiveQ())+len(q.PodsInBackoffQ()) == 0
}
