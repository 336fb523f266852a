/** ImageLocality prefers nodes that hold the pod's images already, the more the larger they are and the more nodes hold them. Upstream: plugins/imagelocality/image_locality.go, v1.36. */
import type { NodeInfo, Pod } from '../cluster/index.js';
import { definePlugin, type Handle, type PluginFactory } from '../framework/index.js';
import type { PodSpec, VolumeV1 } from '../objects/index.js';
import { mulDiv } from './int64.js';
import { maxNodeScore } from './normalize-scores.js';
import { oncePerSpec } from './once-per-spec.js';

const mebibyte = 1024 * 1024;
/** Images that weigh less than this in all count nothing, bytes. */
const minThresholdBytes = 23 * mebibyte;
/** More than this an image, on average, counts no more, bytes. */
const maxThresholdBytesPerImage = 1000 * mebibyte;

/** Makes ImageLocality. */
export const imageLocality: PluginFactory = { name: 'ImageLocality', create: (_args, handle) => create(handle) };

/** A pod's images, normalised, and by how many of them the threshold is raised. */
interface PodImages {
  readonly names: readonly string[];
  readonly counted: number;
}

function create({ cluster, release }: Handle) {
  const images = oncePerSpec((spec) => imagesOf(spec, release.behaviour.imageVolumes));

  return definePlugin({
    name: 'ImageLocality',
    signs: ({ spec }) => new Set(spec.images.map(normalizedName)),
    readsBesides: ({ spec }) => [images(spec).counted, images(spec).names.toSorted()],
    signsSpecOnly: true,
    signsNoVolumes: ({ raw }) => !(raw.volumes ?? []).some((volume) => volume['image'] !== undefined),
    score: {
      dependsOn: ['node-static', 'cluster-counts'],
      score(pod: Pod, node: NodeInfo) {
        const { names, counted } = images(pod.spec);
        return scoreOf(presentBytes(names, node, cluster.nodes.length), counted);
      },
      seesShapeOnly: () => !cluster.hasImages,
    },
  });
}

/** 100 · (bytes − min) / (max·images − min), bytes first brought between min and max·images. */
function scoreOf(bytes: number, images: number): number {
  const most = maxThresholdBytesPerImage * images;
  const counted = Math.min(Math.max(bytes, minThresholdBytes), most);
  return mulDiv(maxNodeScore, counted - minThresholdBytes, most - minThresholdBytes);
}

/** Σ size · (nodes with the image / all nodes) over those images that the node has. */
function presentBytes(names: readonly string[], node: NodeInfo, allNodes: number): number {
  let sum = 0;
  for (const name of names) {
    const image = node.images.get(name);
    if (image !== undefined) sum += Math.trunc(image.sizeBytes * (image.nodes / allNodes));
  }
  return sum;
}

function imagesOf(spec: PodSpec, imageVolumes: 'ignored' | 'scored' | 'counted'): PodImages {
  const volumes = imageVolumes === 'ignored' ? [] : (spec.raw.volumes ?? []).flatMap(volumeImage);
  const names = [...spec.images, ...volumes].map(normalizedName);
  return { names, counted: imageVolumes === 'counted' ? names.length : spec.images.length };
}

function volumeImage(volume: VolumeV1): string[] {
  const image = volume['image'] as { reference?: string } | undefined;
  return image ? [image.reference ?? ''] : [];
}

/** The name with its tag, latest where it has none. */
function normalizedName(name: string): string {
  return name.lastIndexOf(':') <= name.lastIndexOf('/') ? `${name}:latest` : name;
}
