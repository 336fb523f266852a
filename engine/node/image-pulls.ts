/** Image pulls: a kubelet's pulls wait in one queue, and are served one after another. Upstream: pkg/kubelet/images/{image_manager,puller}.go, v1.36. */
import type { Pod } from '../cluster/index.js';
import { sampler } from '../kernel/index.js';
import { drawOf } from './draws.js';
import { ImageCatalog } from './image-catalog.js';
import { repositoryOf } from './image-name.js';
import type { Kubelet } from './kubelet.js';
import type { ContainerPlan } from './pod-plan.js';
import { fetchUs } from './pull-time.js';
import type { NodeTools } from './tools.js';

/** Requests of a whole pull: token, index, manifest, configuration. Estimate. */
const fetchRoundTrips = 4;
/** Requests that find an image unchanged: token, digest. Estimate. */
const resolveRoundTrips = 2;

export interface ImagePulls {
  /** What has to happen before the container can be made. */
  needOf(container: ContainerPlan, kubelet: Kubelet): 'nothing' | 'pull' | 'impossible';
  /** Joins the node's queue; `nth` tells the pod's pulls apart. */
  pull(pod: Pod, kubelet: Kubelet, image: string, nth: number): void;
}

/** Who hears of a pull; not called for a pod that does something else by then. */
export interface PullListener {
  started(pod: Pod): void;
  done(pod: Pod, kubelet: Kubelet): void;
}

interface Request {
  readonly pod: number;
  readonly serial: number;
  readonly image: string;
  readonly nth: number;
}

export function createImagePulls(tools: NodeTools, listener: PullListener): ImagePulls {
  const { kernel, store, kubelets, local, draws, images: model } = tools;
  const catalog = new ImageCatalog(kernel, store, model);
  const roundTrip = sampler(model.roundTripUs);
  const waiting = new Map<number, Request[]>();
  const running = new Map<number, Request>();
  let pulls = 0;
  const pulled = kernel.on('image/pulled', finish);
  return { needOf, pull };

  function needOf({ image, pullPolicy }: ContainerPlan, kubelet: Kubelet): 'nothing' | 'pull' | 'impossible' {
    if (pullPolicy === 'Always') return 'pull';
    if (kubelet.images.has(image, kubelets.nodeOf(kubelet))) return 'nothing';
    return pullPolicy === 'Never' ? 'impossible' : 'pull';
  }

  function pull({ index }: Pod, kubelet: Kubelet, image: string, nth: number): void {
    const queue = waiting.get(kubelet.row) ?? [];
    waiting.set(kubelet.row, queue);
    queue.push({ pod: index, serial: local.serialOf(index), image, nth });
    next(kubelet);
  }

  function next(kubelet: Kubelet): void {
    const queue = waiting.get(kubelet.row);
    while (queue !== undefined && kubelet.pulling < model.pullsAtOnce) {
      const request = queue.shift();
      if (request === undefined) break;
      if (isCurrent(request)) start(request, kubelet);
    }
    if (queue?.length === 0) waiting.delete(kubelet.row);
  }

  function start(request: Request, kubelet: Kubelet): void {
    const pod = store.pod(request.pod)!;
    kubelet.pulling++;
    running.set(++pulls, request);
    listener.started(pod);
    kernel.after(durationUs(pod, kubelet, request), pulled, pulls, kubelet.row);
  }

  /** trips · round trip + layers that are not there yet */
  function durationUs(pod: Pod, kubelet: Kubelet, { image, nth }: Request): number {
    const node = kubelets.nodeOf(kubelet);
    const present = kubelet.images.has(image, node);
    const trips = present ? resolveRoundTrips : fetchRoundTrips;
    const tripsUs = trips * draws.durationUs(roundTrip, pod, drawOf.roundTrip, nth);
    if (present) return tripsUs;
    const { shared, own } = catalog.layersOf(image);
    const layers = kubelet.images.hasRepository(repositoryOf(image), node) ? own : [...shared, ...own];
    return tripsUs + Math.round(fetchUs(layers, model));
  }

  function finish(id: number, row: number): void {
    const kubelet = kubelets.at(row);
    if (kubelet.down) return kubelet.park(pulled, id, row);
    const request = running.get(id)!;
    running.delete(id);
    kubelet.pulling--;
    kubelet.images.add(request.image);
    if (isCurrent(request)) listener.done(store.pod(request.pod)!, kubelet);
    next(kubelet);
  }

  function isCurrent({ pod, serial }: Request): boolean {
    return store.pod(pod) !== null && local.serialOf(pod) === serial;
  }
}
