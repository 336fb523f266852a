/** The scheduler's time constants: what a scheduling cycle's steps cost on the machine it runs on. */
import { figure } from '../models/index.js';

/**
 * Fitted, by relative least squares, to kube-scheduler v1.36.3 alone in a process: 107 runs of ten kinds of pods on 100 to 5,000 nodes, on 2 cores
 * of AMD EPYC. The fit is within 18 % (root mean square); two runs of the same differ by up to 25 %. bench/scheduler-perf/README.md tells more.
 */
const fitted = 'fit to kube-scheduler v1.36.3 on 2 cores of AMD EPYC, 107 runs';

/** bench/scheduler-perf/README.md has the figures. */
const measured = 'ScheduleOne beside SchedulePod in kube-scheduler v1.36.3, 2 cores';

const dryRun = 'preemption by kube-scheduler v1.36.3, 1,000 nodes with 1 to 12 pods of lower priority each';

export const schedulerModel = {
  cycleUs: figure(162, 'µs', 'M', `${fitted}: a cycle with nothing to look at`),
  pluginRunUs: figure(0.369, 'µs', 'M', `${fitted}: a Filter or Score plugin on a node`),
  rejectedNodeUs: figure(0.25, 'µs', 'M', `${fitted}: a node that a Filter plugin rejects`),
  pluginNodeUs: figure(0.609, 'µs', 'M', `${fitted}: a node that PreFilter or PreScore visits`),
  pluginTermUs: figure(0.608, 'µs', 'M', `${fitted}: a pod on it compared with a term`),
  mergedNodeUs: figure(0.894, 'µs', 'M', `${fitted}: what PreFilter or PreScore found on a node, kept and merged`),
  outrunShare: figure(
    0,
    '',
    'E',
    'searches of fewer nodes than threads in which the second node is found before the first',
  ),
  relistedNodeUs: figure(0.07, 'µs', 'M', `${measured}: a node gone through where the snapshot's lists are made anew`),
  relistedClaimUs: figure(0.25, 'µs', 'M', `${measured}: a claim in use put into the snapshot's set then`),
  dryRunNodeUs: figure(4, 'µs', 'M', `${dryRun}: a node copied and filtered`),
  dryRunPodUs: figure(5, 'µs', 'M', `${dryRun}: a pod there taken away, put back, filtered with`),
  cores: figure(2, 'cores', 'E', 'what the scheduler gets of its machine; parallelism beyond them gains nothing'),
  extraCore: figure(0.25, '', 'M', `${fitted}: what each core after the first adds`),
  speed: figure(1, '', 'E', 'how fast the machine is, next to the one measured'),
};
