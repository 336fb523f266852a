// The measured phase: from the first scheduling cycle to the last binding.
package main

import (
	"runtime"
	"time"

	v1 "k8s.io/api/core/v1"
)

// run is one measured phase. Element i of each list belongs to the pod that was scheduled as the i-th.
type run struct {
	WholeUs       float64   `json:"wholeUs"`       // until the API server has the last binding
	SchedulePodUs []float64 `json:"schedulePodUs"` // filter, score, select
	ScheduleOneUs []float64 `json:"scheduleOneUs"` // the whole scheduling cycle, binding left out: it goes on beside the next
	Pods          []string  `json:"pods"`
	Nodes         []string  `json:"nodes"`
}

// measure places the case's pods in a new cluster.
func measure(c *clusterCase, parallelism int32) (run, error) {
	w, err := newWorld(c, parallelism)
	if err != nil {
		return run{}, err
	}
	defer w.close()
	count := len(c.waiting)
	r := run{SchedulePodUs: make([]float64, 0, count), ScheduleOneUs: make([]float64, 0, count)}
	w.onPlaced = func(pod *v1.Pod, node string, took time.Duration) {
		r.SchedulePodUs = append(r.SchedulePodUs, us(took))
		r.Pods = append(r.Pods, pod.Namespace+"/"+pod.Name)
		r.Nodes = append(r.Nodes, node)
	}
	runtime.GC()
	start := time.Now()
	for range count {
		cycleStart := time.Now()
		w.scheduler.ScheduleOne(w.ctx)
		r.ScheduleOneUs = append(r.ScheduleOneUs, us(time.Since(cycleStart)))
		if failure := w.failure.Load(); failure != nil {
			return run{}, *failure
		}
	}
	for w.bound.Load() < int64(count) {
		if failure := w.failure.Load(); failure != nil {
			return run{}, *failure
		}
		time.Sleep(10 * time.Microsecond)
	}
	r.WholeUs = us(time.Since(start))
	return r, nil
}

func us(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }
