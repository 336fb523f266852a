// A case: a cluster with what runs on it, and the pods to place.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	defaults "k8s.io/kubernetes/pkg/apis/core/v1"
)

// clusterCase holds the objects of a case in the order in which they are created.
type clusterCase struct {
	percentageOfNodesToScore int32
	services                 []*v1.Service
	nodes                    []*v1.Node
	running                  []*v1.Pod
	waiting                  []*v1.Pod
}

func readCase(path string) (*clusterCase, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var file struct {
		PercentageOfNodesToScore int32             `json:"percentageOfNodesToScore"`
		Objects                  []json.RawMessage `json:"objects"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, err
	}
	c := &clusterCase{percentageOfNodesToScore: file.PercentageOfNodesToScore}
	for _, raw := range file.Objects {
		if err := c.add(raw); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *clusterCase) add(raw json.RawMessage) error {
	var head metav1.TypeMeta
	if err := json.Unmarshal(raw, &head); err != nil {
		return err
	}
	switch head.Kind {
	case "Service":
		return decode(raw, &c.services, defaults.SetObjectDefaults_Service)
	case "Node":
		return decode(raw, &c.nodes, defaults.SetObjectDefaults_Node)
	case "Pod":
		pods := []*v1.Pod{}
		if err := decode(raw, &pods, defaults.SetObjectDefaults_Pod); err != nil {
			return err
		}
		c.addPod(pods[0])
		return nil
	}
	return fmt.Errorf("a case has Services, Nodes and Pods; this is a %q", head.Kind)
}

func (c *clusterCase) addPod(p *v1.Pod) {
	p.UID = types.UID(p.Name)
	if p.Spec.NodeName == "" {
		c.waiting = append(c.waiting, p)
	} else {
		c.running = append(c.running, p)
	}
}

// decode appends the object, with upstream's defaults set.
func decode[T any](raw json.RawMessage, list *[]*T, setDefaults func(*T)) error {
	o := new(T)
	if err := json.Unmarshal(raw, o); err != nil {
		return err
	}
	setDefaults(o)
	*list = append(*list, o)
	return nil
}

// firstPods is the same case with only the first n pods to place.
func (c *clusterCase) firstPods(n int) *clusterCase {
	fewer := *c
	fewer.waiting = c.waiting[:min(n, len(c.waiting))]
	return &fewer
}

func (c *clusterCase) objects() int {
	return len(c.services) + len(c.nodes) + len(c.running) + len(c.waiting)
}
