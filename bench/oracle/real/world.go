// One cluster with one real scheduler in this process, over an API server that is a map in memory, with a clock that moves when it is told to.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	v1 "k8s.io/api/core/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/fake"
	core "k8s.io/client-go/testing"
	"k8s.io/client-go/tools/events"
	"k8s.io/klog/v2"
	fwk "k8s.io/kube-scheduler/framework"
	"k8s.io/kubernetes/pkg/scheduler"
	"k8s.io/kubernetes/pkg/scheduler/apis/config"
	configscheme "k8s.io/kubernetes/pkg/scheduler/apis/config/scheme"
	"k8s.io/kubernetes/pkg/scheduler/apis/config/validation"
	"k8s.io/kubernetes/pkg/scheduler/framework"
	clock "k8s.io/utils/clock/testing"
)

var (
	pods  = v1.SchemeGroupVersion.WithResource("pods")
	nodes = v1.SchemeGroupVersion.WithResource("nodes")
)

var epoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func init() { watch.DefaultChanSize = 100_000 } // a watch of the fake API server must never be full

type world struct {
	ctx       context.Context
	cancel    context.CancelFunc
	client    *fake.Clientset
	informers informers.SharedInformerFactory
	scheduler *scheduler.Scheduler
	clock     *clock.FakeClock
	profiles  sets.Set[string] // scheduler names

	lock    sync.Mutex
	deleted []string // pods that the scheduler deleted
	actions int      // calls that the scheduler made

	classes      map[string]*schedulingv1.PriorityClass
	defaultClass *schedulingv1.PriorityClass
	created      int // objects
	nodeCount    int
	last         *Attempt // what the last cycle came to
}

func newWorld(rawConfig json.RawMessage) (*world, error) {
	cfg, err := loadConfig(rawConfig)
	if err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	w := &world{client: fake.NewSimpleClientset(), clock: clock.NewFakeClock(epoch), profiles: sets.New[string](), classes: map[string]*schedulingv1.PriorityClass{}}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	w.client.PrependReactor("create", "pods", w.bind)
	w.client.PrependReactor("*", "*", w.count)
	w.informers = scheduler.NewInformerFactory(w.client, 0)
	for _, p := range cfg.Profiles {
		w.profiles.Insert(p.SchedulerName)
	}
	w.scheduler, err = scheduler.New(w.ctx, w.client, w.informers, nil,
		func(string) events.EventRecorderLogger { return &events.FakeRecorder{} },
		scheduler.WithComponentConfigVersion(cfg.TypeMeta.APIVersion),
		scheduler.WithProfiles(cfg.Profiles...),
		scheduler.WithPercentageOfNodesToScore(cfg.PercentageOfNodesToScore),
		scheduler.WithPodInitialBackoffSeconds(cfg.PodInitialBackoffSeconds),
		scheduler.WithPodMaxBackoffSeconds(cfg.PodMaxBackoffSeconds),
		scheduler.WithExtenders(cfg.Extenders...),
		scheduler.WithParallelism(1),
		scheduler.WithClock(w.clock))
	if err != nil {
		w.cancel()
		return nil, err
	}
	w.watchDecisions()
	w.informers.Start(w.ctx.Done())
	w.informers.WaitForCacheSync(w.ctx.Done())
	if err := w.scheduler.WaitForHandlersSync(w.ctx); err != nil {
		return nil, err
	}
	w.scheduler.SchedulingQueue.Run(klog.FromContext(w.ctx))
	return w, nil
}

func (w *world) close() {
	w.cancel()
	w.scheduler.SchedulingQueue.Close()
}

func key(o metav1.Object) string { return o.GetNamespace() + "/" + o.GetName() }

// loadConfig reads, defaults and validates a KubeSchedulerConfiguration.
func loadConfig(raw json.RawMessage) (*config.KubeSchedulerConfiguration, error) {
	text := []byte(raw)
	if len(raw) == 0 || string(raw) == "null" {
		text = []byte(`{"apiVersion":"kubescheduler.config.k8s.io/v1","kind":"KubeSchedulerConfiguration"}`)
	}
	decoded, _, err := configscheme.Codecs.UniversalDecoder().Decode(text, nil, nil)
	if err != nil {
		return nil, err
	}
	cfg := decoded.(*config.KubeSchedulerConfiguration)
	cfg.ClientConnection.Kubeconfig = ""
	if err := validation.ValidateKubeSchedulerConfiguration(cfg); err != nil {
		return nil, err
	}
	return cfg, nil
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
	pod.Status.NominatedNodeName = ""                          // ClearingNominatedNodeNameAfterBinding
	now := metav1.NewTime(w.clock.Now().Truncate(time.Second)) // as the API stores it
	pod.Status.StartTime = &now
	return true, binding, w.client.Tracker().Update(pods, pod, action.GetNamespace())
}

// count notes that the scheduler called, and whom it deleted.
func (w *world) count(action core.Action) (bool, runtime.Object, error) {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.actions++
	if action.Matches("delete", "pods") {
		w.deleted = append(w.deleted, action.GetNamespace()+"/"+action.(core.DeleteAction).GetName())
	}
	return false, nil, nil
}

// watchDecisions notes what comes of each cycle.
func (w *world) watchDecisions() {
	schedulePod, fail := w.scheduler.SchedulePod, w.scheduler.FailureHandler
	w.scheduler.SchedulePod = func(ctx context.Context, f framework.Framework, state fwk.CycleState, info *framework.QueuedPodInfo) (scheduler.ScheduleResult, error) {
		scores := &recorder{Framework: f}
		result, err := schedulePod(ctx, scores, state, info)
		w.last = &Attempt{Pod: key(info.Pod)}
		if err == nil {
			w.last.Result, w.last.Node = "bound", result.SuggestedHost
			w.last.Evaluated, w.last.Feasible = result.EvaluatedNodes, result.FeasibleNodes
			w.last.Total, w.last.Scores = scores.of(result.SuggestedHost)
		}
		return result, err
	}
	w.scheduler.FailureHandler = func(ctx context.Context, f framework.Framework, info *framework.QueuedPodInfo, status *fwk.Status, nominating *fwk.NominatingInfo, start time.Time) {
		w.last = failed(info.Pod, status, nominating)
		fail(ctx, f, info, status, nominating, start)
	}
}

func failed(pod *v1.Pod, status *fwk.Status, nominating *fwk.NominatingInfo) *Attempt {
	a := &Attempt{Pod: key(pod), Result: "error", Message: status.Message()}
	if status.IsRejected() {
		a.Result = "unschedulable"
	}
	if fit, ok := status.AsError().(*framework.FitError); ok {
		a.Plugins = sets.List(fit.Diagnosis.UnschedulablePlugins)
	}
	if nominating != nil {
		a.Nominated = nominating.NominatedNodeName
	}
	return a
}
