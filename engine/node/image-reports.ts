/** A kubelet tells the images that it has pulled in its node's status, when it next looks at that: every 10 s. Upstream: pkg/kubelet/{kubelet_node_status.go,nodestatus/setters.go}, v1.36. */
import { hashString } from '../kernel/index.js';
import type { KubeObject, NodeV1 } from '../objects/index.js';
import type { ImageCatalog } from './image-catalog.js';
import { canonicalName } from './image-name.js';
import type { Kubelet } from './kubelet.js';
import type { NodeTools } from './tools.js';

/** Source: nodeStatusUpdateFrequency, pkg/kubelet/apis/config/v1beta1/defaults.go. */
const lookEveryUs = 10e6;
/** Source: nodeStatusMaxImages, as above; the largest are told. */
const maxImages = 50;

export class ImageReports {
  private readonly due = new Set<number>();
  private readonly looking;
  private readonly patching;
  private readonly stream;

  constructor(
    private readonly tools: NodeTools,
    private readonly catalog: ImageCatalog,
  ) {
    const { kernel, api, kubelets } = tools;
    this.stream = kernel.stream('node/status');
    this.looking = kernel.on('kubelet/node-status', (row) => this.look(kubelets.at(row)));
    this.patching = api.operation({
      name: 'patch nodes/status',
      drawIdOf: (row) => hashString(kubelets.at(row).name),
      commit: (row) => this.commit(kubelets.at(row)),
    });
  }

  /** The node has an image more. The report alone keeps no run going. */
  arrived(kubelet: Kubelet): void {
    if (this.due.has(kubelet.row)) return;
    this.due.add(kubelet.row);
    const { kernel } = this.tools;
    const phaseUs = Math.floor(this.stream.uniform(hashString(kubelet.name)) * lookEveryUs);
    const nextUs = Math.ceil((kernel.nowUs() + 1 - phaseUs) / lookEveryUs) * lookEveryUs + phaseUs;
    kernel.at(nextUs, this.looking, kubelet.row, 0, { background: true });
  }

  private look(kubelet: Kubelet): void {
    const { api, kubelets } = this.tools;
    if (kubelet.down) return kubelet.park(this.looking, kubelet.row, 0);
    this.due.delete(kubelet.row);
    api.submit(this.patching, kubelets.clientOf(kubelet), kubelet.row, 0, kubelet.images.pulled.size);
  }

  private commit(kubelet: Kubelet): boolean {
    const { store, watches, kernel, digest, kubelets } = this.tools;
    const before = kubelets.nodeOf(kubelet);
    if (before === null) return false;
    const status = { ...before.status, images: this.imagesOf(before, kubelet) };
    const entry = store.put({ ...before, status } as KubeObject, kernel.nowUs());
    digest.number(entry.index);
    digest.number(kernel.nowUs());
    watches.objectChanged(entry, before, entry.current);
    return true;
  }

  private imagesOf({ status }: NodeV1, { images }: Kubelet) {
    const known = status?.images ?? [];
    const named = new Set(known.flatMap(({ names = [] }) => names.map(canonicalName)));
    const pulled = [...images.pulled].filter((image) => !named.has(image));
    const all = [...known, ...pulled.map((image) => ({ names: [image], sizeBytes: this.catalog.bytesOf(image) }))];
    return all.sort((a, b) => (b.sizeBytes ?? 0) - (a.sizeBytes ?? 0)).slice(0, maxImages);
  }
}
