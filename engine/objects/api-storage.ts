/** The storage kinds of the API, with the fields that the simulator understands. */
import type {
  KubeObject,
  LabelSelectorV1,
  NodeSelectorV1,
  QuantityText,
  ResourceListV1,
  ResourceRequirementsV1,
} from './api.js';

/** What a volume is filled from. */
export interface DataSourceV1 {
  apiGroup?: string;
  kind?: string;
  name?: string;
  namespace?: string;
}

/** What a claim asks for. */
export interface PersistentVolumeClaimSpecV1 {
  accessModes?: string[];
  storageClassName?: string;
  volumeName?: string;
  volumeMode?: string;
  resources?: ResourceRequirementsV1;
  selector?: LabelSelectorV1;
  dataSource?: DataSourceV1;
  dataSourceRef?: DataSourceV1;
  volumeAttributesClassName?: string;
}

/** v1 PersistentVolumeClaim. */
export interface PersistentVolumeClaimV1 extends KubeObject {
  spec: PersistentVolumeClaimSpecV1;
  status?: { phase?: string; capacity?: ResourceListV1 };
}

/** v1 PersistentVolume. */
export interface PersistentVolumeV1 extends KubeObject {
  spec: {
    capacity?: ResourceListV1;
    accessModes?: string[];
    storageClassName?: string;
    volumeMode?: string;
    claimRef?: { namespace?: string; name?: string; uid?: string };
    nodeAffinity?: { required?: NodeSelectorV1 };
    csi?: { driver: string; volumeHandle: string };
    [source: string]: unknown;
  };
  status?: { phase?: string };
}

/** storage.k8s.io/v1 StorageClass. */
export interface StorageClassV1 extends KubeObject {
  provisioner: string;
  volumeBindingMode?: string;
  allowedTopologies?: { matchLabelExpressions?: { key: string; values: string[] }[] }[];
}

/** storage.k8s.io/v1 CSINode. */
export interface CSINodeV1 extends KubeObject {
  spec: { drivers?: { name: string; nodeID?: string; topologyKeys?: string[]; allocatable?: { count?: number } }[] };
}

/** storage.k8s.io/v1 CSIDriver. */
export interface CSIDriverV1 extends KubeObject {
  spec: { storageCapacity?: boolean; attachRequired?: boolean; [field: string]: unknown };
}

/** storage.k8s.io/v1 CSIStorageCapacity. */
export interface CSIStorageCapacityV1 extends KubeObject {
  storageClassName: string;
  nodeTopology?: LabelSelectorV1;
  capacity?: QuantityText;
  maximumVolumeSize?: QuantityText;
}

/** What is attached: a volume by its name, or as it would be written in one. */
export interface VolumeAttachmentSourceV1 {
  persistentVolumeName?: string;
  inlineVolumeSpec?: PersistentVolumeV1['spec'];
}

/** storage.k8s.io/v1 VolumeAttachment. */
export interface VolumeAttachmentV1 extends KubeObject {
  spec: { attacher: string; nodeName: string; source: VolumeAttachmentSourceV1 };
  status?: { attached?: boolean };
}
