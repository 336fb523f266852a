// What the API server does with an object before the scheduler sees it: defaulting, the Priority and DefaultTolerationSeconds admission plugins, validation.
package main

import (
	"encoding/json"
	"fmt"

	v1 "k8s.io/api/core/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	podutil "k8s.io/kubernetes/pkg/api/pod"
	_ "k8s.io/kubernetes/pkg/apis/apps/install"
	"k8s.io/kubernetes/pkg/apis/core"
	_ "k8s.io/kubernetes/pkg/apis/core/install"
	"k8s.io/kubernetes/pkg/apis/core/validation"
	_ "k8s.io/kubernetes/pkg/apis/policy/install"
	_ "k8s.io/kubernetes/pkg/apis/scheduling/install"
	_ "k8s.io/kubernetes/pkg/apis/storage/install"
)

// decode reads one object as the API server would store it.
func (w *world) decode(raw json.RawMessage) (runtime.Object, error) {
	obj, gvk, err := legacyscheme.Codecs.UniversalDeserializer().Decode(raw, nil, nil)
	if err != nil {
		return nil, err
	}
	legacyscheme.Scheme.Default(obj)
	accessor, err := meta.Accessor(obj)
	if err != nil {
		return nil, err
	}
	w.created++
	if accessor.GetUID() == "" {
		accessor.SetUID(types.UID(fmt.Sprintf("uid-%06d", w.created)))
	}
	if accessor.GetCreationTimestamp().Time.IsZero() {
		accessor.SetCreationTimestamp(metav1.NewTime(w.clock.Now()))
	}
	accessor.SetResourceVersion(fmt.Sprint(w.created))
	if err := w.admit(obj); err != nil {
		return nil, err
	}
	obj.GetObjectKind().SetGroupVersionKind(*gvk)
	return obj, nil
}

func (w *world) admit(obj runtime.Object) error {
	switch o := obj.(type) {
	case *schedulingv1.PriorityClass:
		w.classes[o.Name] = o
		if o.GlobalDefault {
			w.defaultClass = o
		}
	case *v1.Pod:
		if o.Namespace == "" {
			o.Namespace = v1.NamespaceDefault
		}
		if err := w.prioritise(o); err != nil {
			return err
		}
		tolerateForAWhile(o, v1.TaintNodeNotReady)
		tolerateForAWhile(o, v1.TaintNodeUnreachable)
		return validatePod(o)
	case *v1.Node:
		internal := &core.Node{}
		if err := legacyscheme.Scheme.Convert(o, internal, nil); err != nil {
			return err
		}
		if errs := validation.ValidateNode(internal); len(errs) > 0 {
			return fmt.Errorf("node %s: %v", o.Name, errs.ToAggregate())
		}
	case *v1.Namespace:
		if o.Labels == nil {
			o.Labels = map[string]string{}
		}
		o.Labels[v1.LabelMetadataName] = o.Name
	}
	return nil
}

// prioritise does what the Priority admission plugin does.
func (w *world) prioritise(p *v1.Pod) error {
	if p.Spec.Priority != nil {
		return nil
	}
	class := w.defaultClass
	switch name := p.Spec.PriorityClassName; name {
	case "":
	case "system-node-critical":
		class = &schedulingv1.PriorityClass{Value: 2000001000}
		class.Name = name
	case "system-cluster-critical":
		class = &schedulingv1.PriorityClass{Value: 2000000000}
		class.Name = name
	default:
		if class = w.classes[name]; class == nil {
			return fmt.Errorf("pod %s: no PriorityClass with name %s was found", p.Name, name)
		}
	}
	value, policy := int32(0), v1.PreemptLowerPriority
	if class != nil {
		value = class.Value
		p.Spec.PriorityClassName = class.Name
		if class.PreemptionPolicy != nil {
			policy = *class.PreemptionPolicy
		}
	}
	p.Spec.Priority = &value
	if p.Spec.PreemptionPolicy == nil {
		p.Spec.PreemptionPolicy = &policy
	}
	return nil
}

// tolerateForAWhile does what the DefaultTolerationSeconds admission plugin does for one taint.
func tolerateForAWhile(p *v1.Pod, key string) {
	for _, t := range p.Spec.Tolerations {
		if (t.Key == key || t.Key == "") && (t.Effect == v1.TaintEffectNoExecute || t.Effect == "") {
			return
		}
	}
	seconds := int64(300)
	p.Spec.Tolerations = append(p.Spec.Tolerations, v1.Toleration{Key: key, Operator: v1.TolerationOpExists, Effect: v1.TaintEffectNoExecute, TolerationSeconds: &seconds})
}

func validatePod(p *v1.Pod) error {
	internal := &core.Pod{}
	if err := legacyscheme.Scheme.Convert(p, internal, nil); err != nil {
		return err
	}
	options := podutil.GetValidationOptionsFromPodSpecAndMeta(&internal.Spec, nil, &internal.ObjectMeta, nil)
	if errs := validation.ValidatePodCreate(internal, options); len(errs) > 0 {
		return fmt.Errorf("pod %s: %v", p.Name, errs.ToAggregate())
	}
	return nil
}
