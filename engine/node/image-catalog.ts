/** What there is to fetch of each image: its size, and its layers, of which a repository's tags share some. */
import type { ApiStore } from '../controlplane/index.js';
import { hashString, type Kernel, type Stream, sampler } from '../kernel/index.js';
import type { Values } from '../models/index.js';
import type { NodeV1 } from '../objects/index.js';
import type { imageModel } from './image-model.js';
import { canonicalName, repositoryOf } from './image-name.js';
import { wellKnownBytes } from './well-known-images.js';

/** Layers in the order they are unpacked; compressed bytes. */
export interface ImageLayers {
  readonly shared: readonly number[];
  readonly own: readonly number[];
}

/** Stage numbers of its stream. */
const sizeDraw = 0;
const countDraw = 1;
const weightDraw = 2;
const ownCountDraw = 3;
const ownWeightDraw = 4;

export class ImageCatalog {
  private readonly layers = new Map<string, ImageLayers>();
  private reported: Map<string, number> | null = null;
  private readonly stream: Stream;
  private readonly unknownBytes;

  constructor(
    kernel: Kernel,
    private readonly store: ApiStore,
    private readonly model: Values<typeof imageModel>,
  ) {
    this.stream = kernel.stream('images');
    this.unknownBytes = sampler(model.unknownBytes);
  }

  /** Compressed size: what some node reports, what is known of the image, or a draw that its repository and tag decide. */
  bytesOf(image: string): number {
    this.reported ??= reportedSizes(this.store);
    return (
      this.reported.get(image) ??
      wellKnownBytes(repositoryOf(image)) ??
      Math.round(this.unknownBytes(this.stream.uniform(hashString(repositoryOf(image)), sizeDraw)))
    );
  }

  layersOf(image: string): ImageLayers {
    let layers = this.layers.get(image);
    if (layers === undefined) {
      layers = this.makeLayers(image);
      this.layers.set(image, layers);
    }
    return layers;
  }

  /** 2–8 layers that the repository's tags share, 1–3 of the tag's own. */
  private makeLayers(image: string): ImageLayers {
    const bytes = this.bytesOf(image);
    const repository = hashString(repositoryOf(image));
    const tag = hashString(image);
    const ownBytes = bytes * this.model.tagShare;
    return {
      shared: this.split(bytes - ownBytes, 2 + this.stream.below(7, repository, countDraw), repository, weightDraw),
      own: this.split(ownBytes, 1 + this.stream.below(3, tag, ownCountDraw), tag, ownWeightDraw),
    };
  }

  /** bytes · wᵢ / Σw, with wᵢ = u² so that few layers hold most. */
  private split(bytes: number, count: number, id: number, stage: number): number[] {
    const draws = Array.from({ length: count }, (_, i) => this.stream.uniform(id, stage, i));
    const weights = draws.map((u) => u * u);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return weights.map((weight) => (sum === 0 ? bytes / count : (bytes * weight) / sum));
  }
}

/** Sizes by canonical name from what the nodes say; the first to name an image decides. */
function reportedSizes(store: ApiStore): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { current } of store.list('Node')) {
    for (const { names = [], sizeBytes = 0 } of (current as NodeV1).status?.images ?? []) {
      for (const name of names) if (!sizes.has(canonicalName(name))) sizes.set(canonicalName(name), sizeBytes);
    }
  }
  return sizes;
}
