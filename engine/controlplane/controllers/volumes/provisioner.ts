/** External provisioners: for each class's driver, a volume for each claim, after the time that the storage takes. Upstream: sig-storage-lib-external-provisioner and external-provisioner, as deployed beside CSI drivers. */
import { hashString, sampler } from '../../../kernel/index.js';
import type {
  CSINodeV1,
  NodeSelectorV1,
  NodeV1,
  PersistentVolumeClaimV1,
  PersistentVolumeV1,
  StorageClassV1,
} from '../../../objects/index.js';
import type { StoredObject } from '../../store.js';
import type { Known } from '../informers.js';
import { runSync, type Sync } from '../sync.js';
import type { Toolbox } from '../toolbox.js';
import { classOf, provisionedBy, selectedNode } from './claims.js';

/** Volumes that a provisioner makes at once. Source: --worker-threads of external-provisioner. */
const workers = 100;

export class Provisioner {
  private readonly underWay = new Set<number>();
  private readonly client;
  private readonly provisioningUs;
  private readonly stream;
  private readonly waiting: Known<PersistentVolumeClaimV1>[] = [];
  private busy = 0;

  constructor(private readonly tools: Toolbox) {
    this.client = tools.clientFor('external-provisioner');
    this.provisioningUs = sampler(tools.model.provisioningUs);
    this.stream = tools.kernel.stream('volumes/provisioning');
  }

  /** Begins to provision for the claim, unless that is under way. */
  provision(claim: Known<PersistentVolumeClaimV1>): void {
    if (this.underWay.has(claim.entry.index)) return;
    this.underWay.add(claim.entry.index);
    this.waiting.push(claim);
    this.next();
  }

  private next(): void {
    while (this.busy < workers && this.waiting.length > 0) {
      const claim = this.waiting.shift()!;
      this.busy++;
      runSync(this.make(claim), () => {
        this.busy--;
        this.underWay.delete(claim.entry.index);
        this.next();
      });
    }
  }

  private *make({ entry }: Known<PersistentVolumeClaimV1>): Sync<void> {
    const { tools } = this;
    yield* tools.spend(this.provisioningUs(this.stream.uniform(entry.drawId)));
    const claim = entry.current as PersistentVolumeClaimV1 | null;
    const storageClass = claim && tools.informers.find<StorageClassV1>('StorageClass', '', classOf(claim));
    if (!claim || claim.spec.volumeName || !storageClass) return;
    yield* tools.writes.create(this.client, this.volumeFor(entry, claim, storageClass.object));
  }

  private volumeFor(
    { namespace, name, uid }: StoredObject,
    claim: PersistentVolumeClaimV1,
    storageClass: StorageClassV1,
  ): PersistentVolumeV1 {
    const { provisioner } = storageClass;
    const storage = claim.spec.resources?.requests?.['storage'];
    const required = this.topologyFor(claim, provisioner);
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: volumeName(uid), annotations: { [provisionedBy]: provisioner } },
      spec: {
        ...(storage !== undefined && { capacity: { storage } }),
        accessModes: claim.spec.accessModes ?? [],
        claimRef: { namespace, name, uid },
        persistentVolumeReclaimPolicy: storageClass['reclaimPolicy'] ?? 'Delete',
        storageClassName: storageClass.metadata.name ?? '',
        volumeMode: claim.spec.volumeMode ?? 'Filesystem',
        csi: { driver: provisioner, volumeHandle: uid },
        ...(required && { nodeAffinity: { required } }),
      },
      status: { phase: 'Pending' },
    };
  }

  /** The driver's topology of the node that the scheduler chose, or of one drawn for the claim; null where the driver has none. */
  private topologyFor({ metadata }: PersistentVolumeClaimV1, driver: string): NodeSelectorV1 | null {
    const chosen = metadata.annotations?.[selectedNode];
    const names = chosen === undefined ? this.nodesWith(driver) : [chosen];
    const name = names[hashString(`${metadata.namespace}/${metadata.name}`) % Math.max(names.length, 1)];
    const node = name === undefined ? undefined : this.tools.informers.find<NodeV1>('Node', '', name);
    const keys = name === undefined ? [] : this.topologyKeys(name, driver);
    const labels = node?.object.metadata.labels ?? {};
    const known = keys.filter((key) => labels[key] !== undefined);
    if (known.length === 0) return null;
    const matchExpressions = known.map((key) => ({ key, operator: 'In', values: [labels[key]!] }));
    return { nodeSelectorTerms: [{ matchExpressions }] };
  }

  private nodesWith(driver: string): string[] {
    const nodes = [...this.tools.informers.list<CSINodeV1>('CSINode')];
    return nodes.map(({ entry }) => entry.name).filter((name) => this.topologyKeys(name, driver).length > 0);
  }

  private topologyKeys(node: string, driver: string): readonly string[] {
    const drivers = this.tools.informers.find<CSINodeV1>('CSINode', '', node)?.object.spec.drivers;
    return drivers?.find(({ name }) => name === driver)?.topologyKeys ?? [];
  }
}

/** "pvc-<uid>", as external-provisioner names volumes; a uid that was made up from names may be too long for that. */
function volumeName(uid: string): string {
  return `pvc-${uid.length <= uuidLength ? uid : hashString(uid).toString(16)}`;
}

const uuidLength = 36;
