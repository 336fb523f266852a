// The volumes of a play.
package cases

import (
	"fmt"
)

// bound makes a volume and the claim that holds it.
func (p *play) bound(name, class, driver, mode string) (pv, pvc M) {
	pv = M{"apiVersion": "v1", "kind": "PersistentVolume", "metadata": M{"name": "pv-" + name, "labels": M{}}, "spec": M{"capacity": M{"storage": "8Gi"}, "accessModes": A{mode}, "storageClassName": class, "volumeMode": "Filesystem",
		"csi": M{"driver": driver, "volumeHandle": "vol-" + name}, "claimRef": M{"kind": "PersistentVolumeClaim", "name": name, "namespace": "default"}}, "status": M{"phase": "Bound"}}
	pvc = p.claims(name, class, mode)
	bind(pvc)
	return
}

func (p *play) claims(name, class, mode string) M {
	return M{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": M{"name": name, "namespace": "default"},
		"spec": M{"accessModes": A{mode}, "resources": M{"requests": M{"storage": "8Gi"}}, "storageClassName": class, "volumeMode": "Filesystem"}, "status": M{"phase": "Pending"}}
}

// bind does to a claim what the PV controller does.
func bind(pvc M) {
	m := pvc["metadata"].(M)
	m["annotations"] = M{"pv.kubernetes.io/bind-completed": "yes"}
	pvc["spec"].(M)["volumeName"] = "pv-" + m["name"].(string)
	pvc["status"] = M{"phase": "Bound", "accessModes": pvc["spec"].(M)["accessModes"], "capacity": M{"storage": "8Gi"}}
}

func mounts(claims ...string) M {
	var l A
	for i, c := range claims {
		l = append(l, M{"name": fmt.Sprintf("v%d", i), "persistentVolumeClaim": M{"claimName": c}})
	}
	return M{"volumes": l}
}

func (p *play) class(name, provisioner, mode string) M {
	return M{"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": M{"name": name}, "provisioner": provisioner, "volumeBindingMode": mode}
}

func csiNode(name string, drivers ...M) M {
	l := A{}
	for _, d := range drivers {
		l = append(l, d)
	}
	return M{"apiVersion": "storage.k8s.io/v1", "kind": "CSINode", "metadata": M{"name": name}, "spec": M{"drivers": l}}
}

func csiDriver(name, node string, count int) M {
	return M{"name": name, "nodeID": node, "topologyKeys": nil, "allocatable": M{"count": count}}
}
