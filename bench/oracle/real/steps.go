// Steps: what is done to the cluster, each over once the scheduler has digested it.
package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	"seatrial/oracle/cases"
)

func (w *world) apply(s cases.Step) error {
	w.clock.Step(time.Microsecond)
	if err := w.do(s); err != nil {
		return err
	}
	w.settle(6 * time.Millisecond)
	return nil
}

func (w *world) do(s cases.Step) error {
	switch {
	case s.AdvanceSeconds > 0:
		w.clock.Step(time.Duration(s.AdvanceSeconds * float64(time.Second)))
		return nil
	case len(s.Create) > 0:
		for _, raw := range s.Create {
			if err := w.create(raw); err != nil {
				return err
			}
		}
		return nil
	case len(s.Update) > 0:
		return w.update(s.Update)
	case s.DeletePod != "":
		namespace, name, _ := strings.Cut(s.DeletePod, "/")
		return w.remove(pods, namespace, name)
	case s.DeleteNode != "":
		w.nodeCount--
		return w.remove(nodes, "", s.DeleteNode)
	case s.Delete != nil:
		return w.removeKind(*s.Delete)
	}
	raw, _ := json.Marshal(s)
	return fmt.Errorf("unknown step %s", raw)
}

// create adds an object and waits until the scheduler has seen it.
func (w *world) create(raw json.RawMessage) error {
	w.clock.Step(time.Microsecond)
	obj, err := w.decode(raw)
	if err != nil {
		return err
	}
	accessor, _ := meta.Accessor(obj)
	if err := w.client.Tracker().Create(resourceOf(obj), obj, accessor.GetNamespace()); err != nil {
		return err
	}
	return w.seen(obj)
}

// update replaces an object; its uid and creation time stay, and of a pod its node and status.
func (w *world) update(raw json.RawMessage) error {
	obj, err := w.decode(raw)
	if err != nil {
		return err
	}
	accessor, _ := meta.Accessor(obj)
	resource, namespace := resourceOf(obj), accessor.GetNamespace()
	old, err := w.client.Tracker().Get(resource, namespace, accessor.GetName())
	if err != nil {
		return err
	}
	before, _ := meta.Accessor(old)
	accessor.SetUID(before.GetUID())
	accessor.SetCreationTimestamp(before.GetCreationTimestamp())
	if p, ok := obj.(*v1.Pod); ok {
		was := old.(*v1.Pod)
		p.Spec.NodeName = was.Spec.NodeName
		p.Status = *was.Status.DeepCopy()
	}
	if err := w.client.Tracker().Update(resource, obj, namespace); err != nil {
		return err
	}
	return w.stored(resource, namespace, accessor.GetName(), accessor.GetResourceVersion())
}

func (w *world) remove(resource schema.GroupVersionResource, namespace, name string) error {
	if err := w.client.Tracker().Delete(resource, namespace, name); err != nil {
		return err
	}
	return w.stored(resource, namespace, name, "")
}

func (w *world) removeKind(t cases.Target) error {
	for gvk := range legacyscheme.Scheme.AllKnownTypes() {
		if gvk.Kind == t.Kind && gvk.Version == "v1" {
			if err := w.remove(resourceOfKind(gvk), t.Namespace, t.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

func resourceOf(obj runtime.Object) schema.GroupVersionResource {
	return resourceOfKind(obj.GetObjectKind().GroupVersionKind())
}

func resourceOfKind(gvk schema.GroupVersionKind) schema.GroupVersionResource {
	resource, _ := meta.UnsafeGuessKindToResource(gvk)
	return resource
}
