/** Image pulls: a kubelet's pulls wait in one queue, and are served one after another. Upstream: pkg/kubelet/images/{image_manager,puller}.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import { drawOf } from './draws.js';
import type { ImageCatalog } from './image-catalog.js';
import { repositoryOf } from './image-name.js';
import type { Kubelet } from './kubelet.js';
import type { ContainerPlan } from './pod-plan.js';
import { fetchUs } from './pull-time.js';
import type { NodeTools } from './tools.js';

/** Requests of a whole pull: token, index, manifest, configuration. Estimate. */
const fetchRoundTrips = 4;
/** Requests that find an image unchanged: token, digest. Estimate. */
const resolveRoundTrips = 2;

/** Who hears of a pull; not told of a pod that does something else by then. */
export interface PullListener {
  started(pod: Pod): void;
  done(pod: Pod, kubelet: Kubelet): void;
  /** The node has an image more. */
  arrived(kubelet: Kubelet): void;
}

interface Request {
  readonly pod: number;
  readonly serial: number;
  readonly image: string;
  readonly nth: number;
}

export class ImagePulls {
  /** By kubelet; absent where none waits. */
  private readonly waiting = new Map<number, Request[]>();
  private readonly running = new Map<number, Request>();
  private readonly roundTrip;
  private readonly pulled;
  private started = 0;

  constructor(
    private readonly tools: NodeTools,
    private readonly catalog: ImageCatalog,
    private readonly listener: PullListener,
  ) {
    this.roundTrip = sampler(tools.images.roundTripUs);
    this.pulled = tools.kernel.on('image/pulled', (id, row) => this.finish(id, row));
  }

  /** What has to happen before the container can be made. */
  needOf({ image, pullPolicy }: ContainerPlan, kubelet: Kubelet): 'nothing' | 'pull' | 'impossible' {
    if (pullPolicy === 'Always') return 'pull';
    if (kubelet.images.has(image, this.tools.kubelets.nodeOf(kubelet))) return 'nothing';
    return pullPolicy === 'Never' ? 'impossible' : 'pull';
  }

  /** Joins the node's queue; `nth` tells the pod's pulls apart. */
  pull({ index }: Pod, kubelet: Kubelet, image: string, nth: number): void {
    const queue = this.waiting.get(kubelet.row) ?? [];
    this.waiting.set(kubelet.row, queue);
    queue.push({ pod: index, serial: this.tools.local.serialOf(index), image, nth });
    this.next(kubelet);
  }

  private next(kubelet: Kubelet): void {
    const queue = this.waiting.get(kubelet.row);
    while (queue !== undefined && kubelet.pulling < this.tools.images.pullsAtOnce) {
      const request = queue.shift();
      if (request === undefined) break;
      if (this.isCurrent(request)) this.start(request, kubelet);
    }
    if (queue?.length === 0) this.waiting.delete(kubelet.row);
  }

  private start(request: Request, kubelet: Kubelet): void {
    const { store, kernel } = this.tools;
    const pod = store.pod(request.pod)!;
    kubelet.pulling++;
    this.running.set(++this.started, request);
    this.listener.started(pod);
    kernel.after(this.durationUs(pod, kubelet, request), this.pulled, this.started, kubelet.row);
  }

  /** trips · round trip + layers that are not there yet */
  private durationUs(pod: Pod, kubelet: Kubelet, { image, nth }: Request): number {
    const { kubelets, draws, images } = this.tools;
    const node = kubelets.nodeOf(kubelet);
    const present = kubelet.images.has(image, node);
    const trips = present ? resolveRoundTrips : fetchRoundTrips;
    const tripsUs = trips * draws.durationUs(this.roundTrip, pod, drawOf.roundTrip, nth);
    if (present) return tripsUs;
    const { shared, own } = this.catalog.layersOf(image);
    const layers = kubelet.images.hasRepository(repositoryOf(image), node) ? own : [...shared, ...own];
    return tripsUs + Math.round(fetchUs(layers, images));
  }

  private finish(id: number, row: number): void {
    const kubelet = this.tools.kubelets.at(row);
    if (kubelet.down) return kubelet.park(this.pulled, id, row);
    const request = this.running.get(id)!;
    this.running.delete(id);
    kubelet.pulling--;
    if (kubelet.images.add(request.image)) this.listener.arrived(kubelet);
    if (this.isCurrent(request)) this.listener.done(this.tools.store.pod(request.pod)!, kubelet);
    this.next(kubelet);
  }

  private isCurrent({ pod, serial }: Request): boolean {
    const { store, local } = this.tools;
    return store.pod(pod) !== null && local.serialOf(pod) === serial;
  }
}
