/** A start as one duration, for runs that do not look into nodes: no admission, no image pulls, one status patch. */
import { sampler } from '../kernel/index.js';
import { drawOf } from './draws.js';
import type { PodStarts, StartParts } from './pod-starts.js';
import type { NodeTools } from './tools.js';

export function createShortStarts(tools: NodeTools, { status, admitted, running: runs }: StartParts): PodStarts {
  const { kernel, local, stages, ledger, draws, node, minor } = tools;
  const startUs = sampler(minor >= 36 ? node.shortStartUs : node.shortStartByRelistUs);
  const running = tools.step('kubelet/running', (pod, kubelet) => {
    const { index } = pod;
    const nowUs = kernel.nowUs();
    local.rename(index, 'running');
    if (ledger.runningUs.at(index) === -1) {
      stages.leave('runtime/start', index, nowUs);
      stages.enter('status/ready', index, nowUs);
    }
    runs(pod, nowUs);
    status.set(kubelet, pod, { phase: 'Running', ready: true, startTimeUs: nowUs }, () =>
      stages.leave('status/ready', index, ledger.readyUs.at(index)),
    );
  });
  return {
    begin(pod, kubelet) {
      local.become(pod.index, 'starting', kubelet.row);
      admitted();
      stages.enter('runtime/start', pod.index, kernel.nowUs());
      tools.after(draws.durationUs(startUs, pod, drawOf.shortStart), running, pod);
    },
    restart: (pod, _kubelet, restarts) =>
      tools.after(draws.durationUs(startUs, pod, drawOf.shortStart, restarts), running, pod),
    abandon: (pod) => local.stateOf(pod.index) === 'running',
  };
}
