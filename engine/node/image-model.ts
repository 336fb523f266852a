/** The constants of image pulls. */
import type { Distribution } from '../kernel/index.js';
import { durationUs, figure, type Prior } from '../models/index.js';

const unknownBytes: Prior<Distribution> = {
  value: { p50: 85e6, p99: 900e6 },
  unit: 'bytes',
  label: 'M−',
  source:
    'compressed size of an image of which nothing is known; public registries: median 245 MB, p95 890 MB uncompressed',
};

export const imageModel = {
  roundTripUs: durationUs(
    { p50: 110_000, p99: 600_000 },
    'E',
    'one request to a registry; four of them and little data are busybox in 0.58 s (containerd docs/snapshotters/erofs.md)',
  ),
  downloadBytesPerSecond: figure(60e6, 'bytes/s', 'E', "a node's share of network and registry"),
  layersAtOnce: figure(3, 'layers', 'D', 'containerd max_concurrent_downloads'),
  unpackBytesPerSecond: figure(
    90e6,
    'bytes/s',
    'M',
    'uncompressed, one layer after another: python, node, mysql of containerd docs/snapshotters/erofs.md',
  ),
  unpackedRatio: figure(2.85, '', 'M', 'uncompressed ÷ compressed: 2.08 GB of 728 MB (containerd issue 2886)'),
  pullsAtOnce: figure(1, 'pulls', 'D', 'serializeImagePulls of the kubelet'),
  unknownBytes,
  tagShare: figure(0.35, 'share', 'E', "of an image's bytes its tag's own; the rest its repository's tags share"),
};
