/** Steps that create: several callers side by side, each sending a call once the one before it is answered. */
import type { ChurnStep, CreateStep, UpdateStep } from '../../run-spec.js';
import { type Maker, makerOf } from './maker.js';
import type { Done, StepParts } from './parts.js';

/** Creates everything; done with the last answer. */
export function create(parts: StepParts, { count, callers, objects }: Omit<CreateStep, 'step'>, done: Done): void {
  const makers = objects.map((template) => makerOf(parts, template));
  let next = 0;
  let left = count;
  if (count === 0 || makers.length === 0) return done();
  for (let i = 0; i < Math.min(callers, count); i++) startCaller();

  /** One caller: works through all objects of an ordinal, then takes the next ordinal. */
  function startCaller(): void {
    let ordinal = next++;
    let object = 0;
    makers[0]!.create(ordinal, answered);

    function answered(): void {
      if (++object === makers.length) {
        if (--left === 0) return done();
        if (next === count) return;
        ordinal = next++;
        object = 0;
      }
      makers[object]!.create(ordinal, answered);
    }
  }
}

/** Creates, or creates and deletes, round by round until the program ends. */
export function churn({ kernel, ...rest }: StepParts, { mode, objects, everyUs, number }: ChurnStep): void {
  const parts = { kernel, ...rest };
  const makers = objects.map((template) => makerOf(parts, template));
  const rounds = mode === 'recreate' || number === 0 ? Number.POSITIVE_INFINITY : number;
  let round = 0;
  let busy = false;
  const ticking = kernel.on('program/churn', tick);
  kernel.after(everyUs, ticking);

  function tick(): void {
    if (round >= rounds) return;
    kernel.after(everyUs, ticking);
    if (busy) return;
    busy = true;
    const ordinal = mode === 'recreate' ? round % number : round;
    const deletes = mode === 'recreate' && Math.floor(round / number) % 2 === 1;
    round++;
    inTurn(
      makers,
      (maker, then) => (deletes ? maker.remove(ordinal, then) : maker.create(ordinal, then)),
      () => {
        busy = false;
      },
    );
  }
}

/** Replaces objects one after another, at a rate or as fast as they are answered. */
export function update(parts: StepParts, { count, object, everyUs }: UpdateStep, done: Done): void {
  const maker = makerOf(parts, object);
  paced(parts, count, everyUs, (ordinal, then) => maker.update(ordinal, then), done);
}

/** Does something for 0 … count − 1 in turn; with a pace, at its ticks, where a tick that comes before the answer is lost. */
export function paced(
  { kernel }: StepParts,
  count: number,
  everyUs: number,
  act: (ordinal: number, then: () => void) => void,
  done: Done,
): void {
  let next = 0;
  let busy = false;
  const ticking = kernel.on('program/tick', tick);
  if (count === 0) done();
  else if (everyUs === 0) go();
  else kernel.after(everyUs, ticking);

  function tick(): void {
    if (next === count) return;
    kernel.after(everyUs, ticking);
    if (!busy) go();
  }

  function go(): void {
    busy = true;
    act(next++, () => {
      busy = false;
      if (next === count) done();
      else if (everyUs === 0) go();
    });
  }
}

function inTurn(makers: readonly Maker[], act: (maker: Maker, then: () => void) => void, done: () => void): void {
  let i = 0;
  const next = () => {
    const maker = makers[i++];
    if (maker === undefined) done();
    else act(maker, next);
  };
  next();
}
