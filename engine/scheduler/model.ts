/** The scheduler's time constants: what a scheduling cycle's steps cost on the machine it runs on. */
import { figure } from '../models/index.js';

/**
 * Fitted, by relative least squares, to kube-scheduler v1.36.3 alone in a process: 107 runs of ten kinds of pods on 100 to 5,000 nodes, on 2 cores
 * of AMD EPYC. The fit is within 20 % (root mean square); two runs of the same differ by up to 25 %.
 */
const fitted = 'fit to kube-scheduler v1.36.3 on 2 cores of AMD EPYC, 107 runs';

export const schedulerModel = {
  cycleUs: figure(212, 'µs', 'M', `${fitted}: a cycle with nothing to look at, loop and queue included`),
  filterNodeUs: figure(2.34, 'µs', 'M', `${fitted}: all Filter plugins on one node`),
  scoreNodeUs: figure(1.26, 'µs', 'M', `${fitted}: all Score plugins on one node`),
  pluginNodeUs: figure(0.8, 'µs', 'M', `${fitted}: a node that PreFilter or PreScore visits`),
  pluginTermUs: figure(0.82, 'µs', 'M', `${fitted}: a pod on it compared with a term`),
  dryRunNodeUs: figure(30, 'µs', 'E', 'preemption: a node copied, its victims taken away, filtered again'),
  dryRunPodUs: figure(6, 'µs', 'E', 'preemption: a victim put back, filtered again'),
  parallelShare: figure(0.46, '', 'M', `${fitted}: with 2 cores instead of 1, work on nodes takes 1/1.3 of the time`),
  cores: figure(2, 'cores', 'E', 'what the scheduler gets of its machine; parallelism beyond them gains nothing'),
  speed: figure(1, '', 'E', 'how fast the machine is, next to the one measured'),
};
