/** Runs a program: its steps in turn, through the API like any other client. Upstream's model: test/integration/scheduler_perf/executor.go, v1.36. */
import type { PhaseResult } from '../../metrics/index.js';
import type { DeleteStep, ProgramSpec, ProgramStep, WaitStep } from '../../run-spec.js';
import { Census, matches } from './census.js';
import { churn, create, paced, steady, update } from './create-steps.js';
import type { Done, ProgramParts, StepParts } from './parts.js';

export interface Program {
  /** Measured phases that have ended. */
  readonly phases: readonly PhaseResult[];
  /** Why it could not go on; "" if it could. */
  readonly failure: string;
}

/** Starts at the present moment; the kernel halts after the last step. */
export function startProgram(parts: ProgramParts, { steps }: ProgramSpec): Program {
  const { kernel, watches } = parts;
  const census = new Census((pod) => parts.rejected(pod));
  const phases: PhaseResult[] = [];
  let failure = '';
  let at = -1;
  let measured: Extract<ProgramStep, { step: 'measure' }>['pods'] = [];
  for (const step of steps) if (step.step === 'wait') for (const selection of step.pods) census.of(selection);
  watches.onPods({
    name: 'program',
    prompt: true,
    wants: () => true,
    deliver(event) {
      census.note(event);
      const { before, after } = event;
      if (after === null || after.nodeName === '' || (before !== null && before.nodeName !== '')) return;
      if (measured.some((selection) => matches(after, selection))) parts.phaseBound();
    },
  });
  const stepParts: StepParts = { ...parts, census, fail };
  const going = kernel.on('program/next', next);
  kernel.after(0, going);
  return {
    phases,
    get failure() {
      return failure;
    },
  };

  function next(): void {
    const step = steps[++at];
    if (step === undefined) kernel.halt();
    else run(step, () => void kernel.after(0, going));
  }

  function fail(reason: string): void {
    failure ||= reason;
    kernel.halt();
  }

  function run(step: ProgramStep, done: Done): void {
    switch (step.step) {
      case 'create':
        return create(stepParts, step, done);
      case 'steady':
        return steady(stepParts, step, done);
      case 'wait':
        return wait(stepParts, step, done);
      case 'sleep':
        return void kernel.after(step.forUs, going);
      case 'delete':
        return remove(stepParts, step, done);
      case 'update':
        return update(stepParts, step, done);
      case 'churn':
        churn(stepParts, step);
        return done();
      case 'measure':
        measured = step.pods;
        parts.phaseBegins(step.name);
        return done();
      case 'stopMeasuring':
        measured = [];
        phases.push(parts.phaseEnds());
        return done();
    }
  }
}

/** Each selection in turn, looked at until it has what is wanted. */
function wait({ kernel, store, census, fail }: StepParts, step: WaitStep, done: Done): void {
  const { pods, until, everyUs, timeoutUs } = step;
  let at = 0;
  let sinceUs = kernel.nowUs();
  const looking = kernel.on('program/wait', look);
  look();

  function look(): void {
    for (; at < pods.length; at++) {
      const wanted = pods[at]!;
      const count = census.of(wanted);
      const there = until === 'bound' ? count.bound : census.attempted(count, (index) => store.pod(index));
      if (there < wanted.count)
        return lookAgain(`${there} of ${wanted.count} pods of ${wanted.namespace} are ${until}`);
      sinceUs = kernel.nowUs();
    }
    done();
  }

  function lookAgain(state: string): void {
    if (kernel.nowUs() - sinceUs < timeoutUs) kernel.after(everyUs, looking);
    else fail(`${state} after ${timeoutUs / 1e6} s`);
  }
}

/** Deletes the pods that are there now. */
function remove(parts: StepParts, { pods: selection, everyUs, background }: DeleteStep, done: Done): void {
  const { store, pods, client } = parts;
  const there = store.pods.flatMap((pod) => (pod !== null && matches(pod, selection) ? [pod.index] : []));
  const then = background ? () => {} : done;
  paced(parts, there.length, everyUs, (i, heard) => pods.delete(client, there[i]!, heard), then);
  if (background) done();
}
