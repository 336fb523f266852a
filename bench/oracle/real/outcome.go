// What the real scheduler did in a case.
package main

// Expect is the whole of it.
type Expect struct {
	Version      string         `json:"version"`
	Explanations []*Explanation `json:"explanations,omitempty"`
	Phases       []Phase        `json:"phases,omitempty"`
}

// Explanation says where a pod would go, and why.
type Explanation struct {
	Pod       string                      `json:"pod"`
	PreFilter *Verdict                    `json:"preFilter,omitempty"`
	Nodes     map[string]*NodeExplanation `json:"nodes"`
	Feasible  int                         `json:"feasible"`
	Node      string                      `json:"node,omitempty"`
	Message   string                      `json:"message,omitempty"`
}

// NodeExplanation is a node as a pod sees it; each score is normalised and weighted.
type NodeExplanation struct {
	Filter Verdict          `json:"filter"`
	Scores map[string]int64 `json:"scores,omitempty"`
	Total  *int64           `json:"total,omitempty"`
}

// Verdict is what the filters say of a node; reasons are sorted.
type Verdict struct {
	Code    string   `json:"code"`
	Plugin  string   `json:"plugin,omitempty"`
	Reasons []string `json:"reasons,omitempty"`
}

// Phase is what happened after one step until no pod could be popped.
type Phase struct {
	Attempts []Attempt `json:"attempts"`
	Queues   Queues    `json:"queues"`
}

// Attempt is one scheduling cycle with its binding.
type Attempt struct {
	Pod       string           `json:"pod"`
	Result    string           `json:"result"`
	Node      string           `json:"node,omitempty"`
	Evaluated int              `json:"evaluated,omitempty"`
	Feasible  int              `json:"feasible,omitempty"`
	Total     *int64           `json:"total,omitempty"`
	Scores    map[string]int64 `json:"scores,omitempty"`
	Message   string           `json:"message,omitempty"`
	Plugins   []string         `json:"plugins,omitempty"`
	Nominated string           `json:"nominated,omitempty"`
	Victims   []string         `json:"victims,omitempty"`
}

// Queues says where the waiting pods are, sorted.
type Queues struct {
	Active        []string `json:"active"`
	Backoff       []string `json:"backoff"`
	Unschedulable []string `json:"unschedulable"`
}
