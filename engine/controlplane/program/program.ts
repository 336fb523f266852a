/** Runs a program: its steps in turn, through the API like any other client. Upstream's model: test/integration/scheduler_perf/executor.go, v1.36. */
import type { PhaseResult } from '../../metrics/index.js';
import type { DeleteStep, PodSelection, ProgramSpec, ProgramStep, WaitStep } from '../../run-spec.js';
import { isBinding, type PodChangeEvent } from '../watches.js';
import { Census, matches } from './census.js';
import { churn, create, paced, update } from './create-steps.js';
import { follow } from './follow-step.js';
import type { Done, ProgramParts, StepParts } from './parts.js';
import { steady } from './steady-step.js';

export interface Program {
  /** Measured phases that have ended. */
  readonly phases: readonly PhaseResult[];
  /** Why it could not go on; "" if it could. */
  readonly failure: string;
}

/** Starts at the present moment; the kernel halts after the last step. */
export function startProgram(parts: ProgramParts, { steps }: ProgramSpec): Program {
  return new RunningProgram(parts, steps);
}

/** Invariant: one step is under way at a time, background ones apart. */
class RunningProgram implements Program {
  readonly phases: PhaseResult[] = [];
  failure = '';
  private at = -1;
  private measured: readonly PodSelection[] = [];
  private readonly census: Census;
  private readonly parts: StepParts;
  private readonly going: number;

  constructor(
    parts: ProgramParts,
    private readonly steps: readonly ProgramStep[],
  ) {
    const { kernel, watches } = parts;
    this.census = new Census((pod) => parts.rejected(pod));
    this.parts = { ...parts, census: this.census, fail: (reason) => this.fail(reason) };
    for (const step of steps) if (step.step === 'wait') for (const selection of step.pods) this.census.of(selection);
    watches.onPods({ name: 'program', prompt: true, wants: () => true, deliver: (event) => this.note(event) });
    this.going = kernel.on('program/next', () => this.next());
    kernel.after(0, this.going);
  }

  private next(): void {
    const step = this.steps[++this.at];
    const { kernel } = this.parts;
    if (step === undefined) kernel.halt();
    else this.run(step, () => void kernel.after(0, this.going));
  }

  private fail(reason: string): void {
    this.failure ||= reason;
    this.parts.kernel.halt();
  }

  private note(event: PodChangeEvent): void {
    this.census.note(event);
    if (isBinding(event) && this.measured.some((selection) => matches(event.after!, selection)))
      this.parts.phaseBound();
  }

  private run(step: ProgramStep, done: Done): void {
    const { parts } = this;
    switch (step.step) {
      case 'create':
        return create(parts, step, done);
      case 'steady':
        return steady(parts, step, done);
      case 'wait':
        return wait(parts, step, done);
      case 'sleep':
        return void parts.kernel.after(step.forUs, this.going);
      case 'delete':
        return remove(parts, step, done);
      case 'update':
        return update(parts, step, done);
      case 'churn':
        churn(parts, step);
        return done();
      case 'follow':
        follow(parts, step.kind);
        return done();
      case 'measure':
        this.measured = step.pods;
        parts.phaseBegins(step.name);
        return done();
      case 'stopMeasuring':
        this.measured = [];
        this.phases.push(parts.phaseEnds());
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
  const there = Array.from(store.pods).flatMap((pod) => (matches(pod, selection) ? [pod.index] : []));
  const then = background ? () => {} : done;
  paced(parts, there.length, everyUs, (i, heard) => pods.delete(client, there[i]!, heard), then);
  if (background) done();
}
