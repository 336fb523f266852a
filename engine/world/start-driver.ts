/** Starts a run's program: its client, and the phases that it measures. */
import { createClient, type Program, startProgram } from '../controlplane/index.js';
import type { Host } from '../host.js';
import { Phase, type Recorder } from '../metrics/index.js';
import type { ProgramSpec } from '../run-spec.js';
import type { Commons } from './world.js';

export function startDriver(commons: Commons, program: ProgramSpec, recorder: Recorder, host: Host): Program {
  const { kernel } = commons;
  return startProgram(
    {
      ...commons,
      client: createClient('driver', program.clientQps, program.clientBurst),
      rejected: (pod) => recorder.lastMessage(pod) !== '',
      phaseBegins(name) {
        recorder.phase = new Phase(name, kernel.nowUs());
        host.onPhase?.(name, 'begins');
      },
      phaseEnds() {
        const phase = recorder.phase!;
        recorder.phase = null;
        host.onPhase?.(phase.name, 'ends');
        return phase.end(kernel.nowUs());
      },
      phaseBound: () => recorder.phase?.bound(kernel.nowUs()),
    },
    program,
  );
}
