// Volumes: bound, waiting, missing, limited, zoned and exclusive claims.
package cases

import (
	"fmt"
)

func (g *G) storage() {
	class := func(name, provisioner, mode string, more M) {
		o := M{"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": M{"name": name}, "provisioner": provisioner, "volumeBindingMode": mode}
		for k, v := range more {
			o[k] = v
		}
		g.add(o)
	}
	class("fast", "csi.example.com", "WaitForFirstConsumer", nil)
	class("zonal", "csi.example.com", "WaitForFirstConsumer", M{"allowedTopologies": A{M{"matchLabelExpressions": A{M{"key": "topology.kubernetes.io/zone", "values": some(g, 2, g.zones...)}}}}})
	class("local", "kubernetes.io/no-provisioner", "WaitForFirstConsumer", nil)
	class("now", "csi.example.com", "Immediate", nil)
	class("counted", "capacity.example.com", "WaitForFirstConsumer", nil)
	g.add(M{"apiVersion": "storage.k8s.io/v1", "kind": "CSIDriver", "metadata": M{"name": "capacity.example.com"}, "spec": M{"storageCapacity": true}})
	for i, z := range g.zones {
		if g.chance(0.7) {
			g.add(M{"apiVersion": "storage.k8s.io/v1", "kind": "CSIStorageCapacity", "metadata": M{"name": fmt.Sprintf("capacity-%d", i), "namespace": "default"}, "storageClassName": "counted",
				"nodeTopology": M{"matchLabels": M{"topology.kubernetes.io/zone": z}}, "capacity": pick(g, "5Gi", "50Gi")})
		}
	}
	for _, n := range g.nodes {
		if g.chance(0.7) {
			d := M{"name": "csi.example.com", "nodeID": n, "topologyKeys": A{"topology.kubernetes.io/zone"}}
			if g.chance(0.7) {
				d["allocatable"] = M{"count": pick(g, 1, 2, 5)}
			}
			g.add(M{"apiVersion": "storage.k8s.io/v1", "kind": "CSINode", "metadata": M{"name": n}, "spec": M{"drivers": A{d}}})
		}
	}
	for i := 0; i < 4; i++ {
		n := pick(g, g.nodes...)
		g.add(M{"apiVersion": "v1", "kind": "PersistentVolume", "metadata": M{"name": fmt.Sprintf("local-%d", i)}, "spec": M{
			"capacity": M{"storage": pick(g, "5Gi", "20Gi", "100Gi")}, "accessModes": A{"ReadWriteOnce"}, "storageClassName": "local", "volumeMode": "Filesystem",
			"local": M{"path": "/mnt/disk"}, "nodeAffinity": M{"required": M{"nodeSelectorTerms": A{M{"matchExpressions": A{M{"key": "kubernetes.io/hostname", "operator": "In", "values": A{n}}}}}}}}})
	}
}

// claim gives a pod a volume of some kind, with the claim and the volume behind it.
func (g *G) claim(name, ns, node string, spec M) {
	if !g.chance(0.7) {
		return
	}
	kind := pick(g, "bound", "bound", "fast", "zonal", "local", "now", "counted", "missing", "once", "ebs", "ephemeral", "config")
	if node != "" {
		kind = pick(g, "bound", "bound", "once", "ebs", "config")
	}
	vol := M{"name": "data"}
	pvc := "claim-" + name
	source := M{"persistentVolumeClaim": M{"claimName": pvc}}
	want := pick(g, "1Gi", "8Gi", "30Gi")
	claim := M{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": M{"name": pvc, "namespace": ns},
		"spec": M{"accessModes": A{"ReadWriteOnce"}, "resources": M{"requests": M{"storage": want}}, "volumeMode": "Filesystem"}, "status": M{"phase": "Pending"}}
	cs := claim["spec"].(M)
	switch kind {
	case "bound", "once":
		cs["storageClassName"], cs["volumeName"] = "fast", "pv-"+name
		claim["status"] = M{"phase": "Bound", "accessModes": A{"ReadWriteOnce"}, "capacity": M{"storage": want}}
		claim["metadata"].(M)["annotations"] = M{"pv.kubernetes.io/bind-completed": "yes"}
		mode := "ReadWriteOnce"
		if kind == "once" {
			mode = "ReadWriteOncePod"
			cs["accessModes"] = A{mode}
		}
		pv := M{"apiVersion": "v1", "kind": "PersistentVolume", "metadata": M{"name": "pv-" + name}, "spec": M{
			"capacity": M{"storage": want}, "accessModes": A{mode}, "storageClassName": "fast", "volumeMode": "Filesystem",
			"csi":      M{"driver": "csi.example.com", "volumeHandle": "vol-" + name},
			"claimRef": M{"kind": "PersistentVolumeClaim", "name": pvc, "namespace": ns}}, "status": M{"phase": "Bound"}}
		switch g.Intn(3) {
		case 0:
			pv["spec"].(M)["nodeAffinity"] = M{"required": M{"nodeSelectorTerms": A{M{"matchExpressions": A{M{"key": "topology.kubernetes.io/zone", "operator": "In", "values": some(g, 1+g.Intn(2), g.zones...)}}}}}}
		case 1:
			pv["metadata"].(M)["labels"] = M{"topology.kubernetes.io/zone": pick(g, g.zones...)}
		}
		g.add(pv)
		g.add(claim)
		g.volumes = append(g.volumes, M{"claim": pvc, "ns": ns, "once": kind == "once"})
	case "fast", "zonal", "local", "now", "counted":
		cs["storageClassName"] = kind
		g.add(claim)
	case "missing":
		if g.chance(0.5) && len(g.volumes) > 0 { // share somebody's claim instead
			v := pick(g, g.volumes...)
			if v["ns"] == ns {
				source = M{"persistentVolumeClaim": M{"claimName": v["claim"]}}
			}
		}
	case "ebs":
		source = M{"awsElasticBlockStore": M{"volumeID": fmt.Sprintf("vol-%d", g.Intn(3))}}
	case "ephemeral":
		source = M{"ephemeral": M{"volumeClaimTemplate": M{"spec": M{"accessModes": A{"ReadWriteOnce"}, "storageClassName": "fast", "resources": M{"requests": M{"storage": want}}}}}}
	case "config":
		source = M{"configMap": M{"name": "settings"}}
	}
	for k, v := range source {
		vol[k] = v
	}
	spec["volumes"] = A{vol}
}
