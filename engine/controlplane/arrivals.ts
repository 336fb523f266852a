/** Pods that keep coming: arrival processes and replayed traces, made one at a time so that millions need no memory before they arrive. */

import { hashString, type Kernel, sampler } from '../kernel/index.js';
import { type PodTemplateV1, refusalText } from '../objects/index.js';
import type { ArrivalProcess, ArrivalSpec, ReplaySpec } from '../run-spec.js';
import type { ApiClient } from './client.js';
import { objectName } from './object-name.js';
import type { PodApi } from './pod-api.js';
import type { CompiledTemplate } from './pod-templates.js';

export interface ArrivalParts {
  readonly kernel: Kernel;
  readonly pods: PodApi;
  readonly client: ApiClient;
  compile(template: PodTemplateV1, namespace: string): CompiledTemplate;
  /** Says that a source's pods would be refused; none is sent then. */
  refused(pods: string, reason: string): void;
  /** How long this pod runs once started, µs; −1: for ever. */
  setLifetime(pod: number, lifetimeUs: number): void;
}

/** Gaps of a process: how long after `atUs` the next arrival is, and how many come at once. */
interface Gaps {
  next(atUs: number, uniform: () => number): number;
  readonly size: number;
}

/** Starts an arrival source. */
export function startArrivals(parts: ArrivalParts, source: ArrivalSpec): void {
  const { kernel, pods, client } = parts;
  const template = parts.compile(source.template, source.template.metadata?.namespace ?? 'default');
  if (refuse(parts, podsOf(source.name, source.template), template)) return;
  const gaps = gapsOf(source.process);
  const stream = kernel.stream(`arrivals/${source.name}`);
  const lifetimes = kernel.stream(`lifetimes/${source.name}`);
  const lifetimeUs = source.lifetimeUs === null ? null : sampler(source.lifetimeUs);
  const key = hashString(source.name);
  let ordinal = 0;
  let draws = 0;
  const arriving = kernel.on(`arrivals/${source.name}`, arrive);
  schedule(source.startUs);

  function schedule(fromUs: number): void {
    const dueUs = fromUs + Math.max(0, Math.round(gaps.next(fromUs, () => stream.uniform(key, 0, draws++))));
    if (dueUs < source.endUs && (source.count === null || ordinal < source.count)) kernel.at(dueUs, arriving);
  }

  function arrive(): void {
    for (let i = 0; i < gaps.size && (source.count === null || ordinal < source.count); i++) createOne();
    schedule(kernel.nowUs());
  }

  function createOne(): void {
    const name = `${source.name}-${ordinal}`;
    const drawId = hashString(name);
    const { spec } = template;
    const pod = pods.create(client, { name, spec, labels: spec.labels, owner: '', drawId });
    if (lifetimeUs) parts.setLifetime(pod, Math.round(lifetimeUs(lifetimes.uniform(drawId))));
    ordinal++;
  }
}

/** Replays a trace. */
export function startReplay(parts: ArrivalParts, replay: ReplaySpec): void {
  const { kernel, pods, client } = parts;
  const templates = replay.templates.map((t) => parts.compile(t, t.metadata?.namespace ?? 'default'));
  if (templates.some((t, i) => refuse(parts, podsOf(replay.name, replay.templates[i]!), t))) return;
  let next = 0;
  const arriving = kernel.on(`replay/${replay.name}`, arrive);
  if (replay.atUs.length > 0) kernel.at(replay.atUs[0]!, arriving);

  function arrive(): void {
    const nowUs = kernel.nowUs();
    while (next < replay.atUs.length && replay.atUs[next]! <= nowUs) createOne(next++);
    if (next < replay.atUs.length) kernel.at(replay.atUs[next]!, arriving);
  }

  function createOne(row: number): void {
    const { spec } = templates[replay.template[row]!]!;
    const name = replay.names[row] ?? `${replay.name}-${row}`;
    const pod = pods.create(client, { name, spec, labels: spec.labels, owner: '', drawId: hashString(name) });
    parts.setLifetime(pod, replay.lifetimeUs[row]!);
  }
}

/** All pods that a source would make: "Pod/default/ci-*". */
function podsOf(source: string, { metadata }: PodTemplateV1): string {
  return objectName('Pod', metadata?.namespace ?? 'default', `${source}-*`);
}

function refuse(parts: ArrivalParts, pods: string, template: CompiledTemplate): boolean {
  if (template.errors.length === 0) return false;
  parts.refused(pods, refusalText(template.errors));
  return true;
}

function gapsOf(process: ArrivalProcess): Gaps {
  if (process.kind === 'poisson') {
    const gapUs = exponentialGapUs(process.ratePerSecond);
    return { size: 1, next: (_at, u) => gapUs(u()) };
  }
  if (process.kind === 'constant') return constantGaps(process.ratePerSecond);
  if (process.kind === 'burst') return burstGaps(process.size, process.everyUs);
  if (process.kind === 'gaps') {
    const gapUs = sampler(process.gapUs);
    return { size: 1, next: (_at, u) => gapUs(u()) };
  }
  return patternGaps(process);
}

function exponentialGapUs(ratePerSecond: number): (u: number) => number {
  return sampler({ exponential: { mean: 1e6 / ratePerSecond } });
}

/** Equal gaps; the n-th arrival is at start + n / rate, rounded once, so that no error adds up. */
function constantGaps(ratePerSecond: number): Gaps {
  let startUs = -1;
  let n = 0;
  const next = (atUs: number) => {
    if (startUs < 0) startUs = atUs;
    return startUs + Math.round((n++ * 1e6) / ratePerSecond) - atUs;
  };
  return { size: 1, next };
}

function burstGaps(size: number, everyUs: number): Gaps {
  let first = true;
  const next = () => {
    const gapUs = first ? 0 : everyUs;
    first = false;
    return gapUs;
  };
  return { size, next };
}

/** A Poisson process with a changing rate by thinning: candidates at the peak rate, each kept with probability rate(t) / peak. */
function patternGaps(process: Extract<ArrivalProcess, { kind: 'pattern' }>): Gaps {
  const peak = Math.max(...process.points.map((p) => p.ratePerSecond));
  const gapUs = exponentialGapUs(peak);
  const next = (atUs: number, uniform: () => number) => {
    let dueUs = atUs;
    do dueUs += gapUs(uniform());
    while (uniform() * peak > rateAt(process, dueUs));
    return dueUs - atUs;
  };
  return { size: 1, next };
}

/** The pattern's rate, linear between points, the last joined to the first of the next period. */
function rateAt({ points, periodUs }: Extract<ArrivalProcess, { kind: 'pattern' }>, atUs: number): number {
  const inPeriodUs = atUs % periodUs;
  let after = points.findIndex((p) => p.atUs > inPeriodUs);
  if (after < 0) after = points.length;
  const from = points[after - 1] ?? { ...points.at(-1)!, atUs: points.at(-1)!.atUs - periodUs };
  const to = points[after] ?? { ...points[0]!, atUs: points[0]!.atUs + periodUs };
  const share = to.atUs === from.atUs ? 0 : (inPeriodUs - from.atUs) / (to.atUs - from.atUs);
  return from.ratePerSecond + share * (to.ratePerSecond - from.ratePerSecond);
}
