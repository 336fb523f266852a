/** One run in a process of its own, which tells how much memory it took at most: run-once.js NODES PODS FIDELITY. */
import { type Fidelity, simulate } from '../../engine/index.js';
import { memorySpec } from './memory-spec.js';

const [nodes, pods, fidelity] = process.argv.slice(2);
const wallStartMs = performance.now();
const { digest, counts } = await simulate(memorySpec(Number(nodes), Number(pods), fidelity as Fidelity));
const wallSeconds = (performance.now() - wallStartMs) / 1000;
/** Node.js gives the maximum in KiB. */
const residentBytes = 1024 * process.resourceUsage().maxRSS;
process.stdout.write(`${JSON.stringify({ residentBytes, podsBound: counts.podsBound, digest, wallSeconds })}\n`);
