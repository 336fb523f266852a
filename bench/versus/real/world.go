// The real scheduler in this process, over an API server that is a map in memory.
package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	core "k8s.io/client-go/testing"
	"k8s.io/client-go/tools/events"
	"k8s.io/klog/v2"
	fwk "k8s.io/kube-scheduler/framework"
	"k8s.io/kubernetes/pkg/scheduler"
	"k8s.io/kubernetes/pkg/scheduler/framework"
)

var (
	pods     = v1.SchemeGroupVersion.WithResource("pods")
	nodes    = v1.SchemeGroupVersion.WithResource("nodes")
	services = v1.SchemeGroupVersion.WithResource("services")
)

// patience is how long the scheduler may take to see what was created.
const patience = 5 * time.Minute

type world struct {
	ctx       context.Context
	cancel    context.CancelFunc
	client    *fake.Clientset
	informers informers.SharedInformerFactory
	scheduler *scheduler.Scheduler
	bound     atomic.Int64          // bindings that the API server has carried out
	failure   atomic.Pointer[error] // what became of a pod that was not placed or not bound
	onPlaced  func(pod *v1.Pod, node string, took time.Duration)
}

func newWorld(c *clusterCase, parallelism int32) (*world, error) {
	watch.DefaultChanSize = int32(2*c.objects() + 1000) // a watch of the fake API server must never be full
	w := &world{client: fake.NewSimpleClientset()}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	w.client.PrependReactor("create", "pods", w.bind)
	w.informers = scheduler.NewInformerFactory(w.client, 0)
	serviceLister := w.informers.Core().V1().Services().Lister()
	var err error
	w.scheduler, err = scheduler.New(w.ctx, w.client, w.informers, nil,
		func(string) events.EventRecorderLogger { return &events.FakeRecorder{} },
		scheduler.WithParallelism(parallelism),
		scheduler.WithPercentageOfNodesToScore(&c.percentageOfNodesToScore))
	if err != nil {
		return nil, err
	}
	w.watchDecisions()
	w.informers.Start(w.ctx.Done())
	w.informers.WaitForCacheSync(w.ctx.Done())
	if err := w.scheduler.WaitForHandlersSync(w.ctx); err != nil {
		return nil, err
	}
	w.scheduler.SchedulingQueue.Run(klog.FromContext(w.ctx))
	return w, w.fill(c, func() int {
		seen, _ := serviceLister.List(labels.Everything())
		return len(seen)
	})
}

func (w *world) close() {
	w.cancel()
	w.scheduler.SchedulingQueue.Close()
}

// bind is what the API server does with a Binding.
func (w *world) bind(action core.Action) (bool, runtime.Object, error) {
	if action.GetSubresource() != "binding" {
		return false, nil, nil
	}
	binding := action.(core.CreateAction).GetObject().(*v1.Binding)
	stored, err := w.client.Tracker().Get(pods, action.GetNamespace(), binding.Name)
	if err != nil {
		return true, nil, err
	}
	pod := stored.(*v1.Pod).DeepCopy()
	pod.Spec.NodeName = binding.Target.Name
	if err := w.client.Tracker().Update(pods, pod, action.GetNamespace()); err != nil {
		return true, nil, err
	}
	w.bound.Add(1)
	return true, binding, nil
}

// watchDecisions times filter, score and select of each pod, and notes where it goes.
func (w *world) watchDecisions() {
	schedulePod, fail := w.scheduler.SchedulePod, w.scheduler.FailureHandler
	w.scheduler.SchedulePod = func(ctx context.Context, f framework.Framework, state fwk.CycleState, info *framework.QueuedPodInfo) (scheduler.ScheduleResult, error) {
		start := time.Now()
		result, err := schedulePod(ctx, f, state, info)
		took := time.Since(start)
		if err == nil {
			w.onPlaced(info.Pod, result.SuggestedHost, took)
		}
		return result, err
	}
	w.scheduler.FailureHandler = func(ctx context.Context, f framework.Framework, info *framework.QueuedPodInfo, status *fwk.Status, nominating *fwk.NominatingInfo, start time.Time) {
		failure := fmt.Errorf("pod %s/%s: %s", info.Pod.Namespace, info.Pod.Name, status.Message())
		w.failure.Store(&failure)
		fail(ctx, f, info, status, nominating, start)
	}
}

// fill creates the objects in order; each kind is seen by the scheduler before the next is created.
func (w *world) fill(c *clusterCase, servicesSeen func() int) error {
	tracker := w.client.Tracker()
	for _, s := range c.services {
		if err := tracker.Create(services, s, s.Namespace); err != nil {
			return err
		}
	}
	if err := w.until("services", len(c.services), servicesSeen); err != nil {
		return err
	}
	for _, n := range c.nodes {
		if err := tracker.Create(nodes, n, ""); err != nil {
			return err
		}
	}
	if err := w.until("nodes", len(c.nodes), w.scheduler.Cache.NodeCount); err != nil {
		return err
	}
	if err := w.createPods(c.running); err != nil {
		return err
	}
	podsSeen := func() int { n, _ := w.scheduler.Cache.PodCount(); return n }
	if err := w.until("running pods", len(c.running), podsSeen); err != nil {
		return err
	}
	if err := w.createPods(c.waiting); err != nil {
		return err
	}
	queued := func() int { return len(w.scheduler.SchedulingQueue.PodsInActiveQ()) }
	return w.until("waiting pods", len(c.waiting), queued)
}

func (w *world) createPods(list []*v1.Pod) error {
	for _, p := range list {
		if err := w.client.Tracker().Create(pods, p, p.Namespace); err != nil {
			return err
		}
	}
	return nil
}

// until waits for so many of something.
func (w *world) until(what string, count int, seen func() int) error {
	for start := time.Now(); seen() != count; time.Sleep(time.Millisecond) {
		if time.Since(start) > patience {
			return fmt.Errorf("the scheduler has seen %d of %d %s", seen(), count, what)
		}
	}
	return nil
}
