// A case: a cluster, a configuration, what happens to them, and what came of it.
package cases

import (
	"encoding/json"
)

// Case is one vector: objects in creation order, a configuration, what to do, and what the real scheduler did.
type Case struct {
	Name    string            `json:"name"`
	Kind    string            `json:"kind"` // explain | sequence
	Seed    int64             `json:"seed,omitempty"`
	Config  json.RawMessage   `json:"config,omitempty"`
	Objects []json.RawMessage `json:"objects"`
	Steps   []Step            `json:"steps,omitempty"`
	Expect  json.RawMessage   `json:"expect,omitempty"`
}

// Step changes the world after the first run of a sequence; each is followed by scheduling until nothing can be popped.
type Step struct {
	AdvanceSeconds float64           `json:"advanceSeconds,omitempty"`
	Create         []json.RawMessage `json:"create,omitempty"`
	Update         json.RawMessage   `json:"update,omitempty"`
	DeletePod      string            `json:"deletePod,omitempty"`
	DeleteNode     string            `json:"deleteNode,omitempty"`
	Delete         *Target           `json:"delete,omitempty"`
}

// Target names an object of any kind that is neither a pod nor a node.
type Target struct {
	Kind      string `json:"kind"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name"`
}
