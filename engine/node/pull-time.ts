/** How long fetching layers takes: some are downloaded at once, each is unpacked after the one before it. */
import type { Values } from '../models/index.js';
import type { imageModel } from './image-model.js';

/**
 * Layer i is there at dᵢ, the next free of k downloads at rate b/k; it is unpacked at uᵢ = max(dᵢ, uᵢ₋₁) + ratio·sizeᵢ/r.
 * The pull ends at the last uᵢ, in µs.
 */
export function fetchUs(layers: readonly number[], model: Values<typeof imageModel>): number {
  const slots = Math.max(1, Math.min(model.layersAtOnce, layers.length));
  const freeUs = new Array<number>(slots).fill(0);
  const bytesPerUs = model.downloadBytesPerSecond / slots / 1e6;
  let unpackedUs = 0;
  for (const bytes of layers) {
    const slot = freeUs.indexOf(Math.min(...freeUs));
    freeUs[slot]! += bytes / bytesPerUs;
    unpackedUs =
      Math.max(freeUs[slot]!, unpackedUs) + (bytes * model.unpackedRatio) / (model.unpackBytesPerSecond / 1e6);
  }
  return unpackedUs;
}
