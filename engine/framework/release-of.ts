/** Makes the release that everything asks: gates checked and settled, behaviours looked up. */
import { ConfigError } from '../objects/index.js';
import { nearestFirst, resembles } from './config/nearest.js';
import type { Release } from './release.js';
import { behaviourOf } from './release-behaviour.js';
import { simulatedOnlyByDefault } from './release-gate-rules.js';
import { gatesOf, type Minor, minors } from './release-gates.js';

type Asked = ReadonlyMap<string, boolean>;

/** What is wrong with gates, said of one of them. */
interface Mistake {
  readonly name: string;
  readonly problem: string;
  /** Made only where it is needed. */
  remedy(): string;
}

/** A release with gates set as asked; a ConfigError names a gate that is unknown, locked, not simulated so, or lacks one that it needs. */
export function releaseOf(
  minor: Minor,
  gates: Readonly<Record<string, boolean>> = {},
  source = 'feature gates',
): Release {
  const asked = expandAll(minor, gates);
  const mistake = mistakeIn(minor, asked);
  if (mistake !== null) {
    const { name, problem } = mistake;
    throw new ConfigError({ source, path: name, problem, remedy: mistake.remedy() });
  }
  const state = stateOf(minor, asked);
  return { minor, behaviour: behaviourOf(minor), gate: (name) => state.get(name) ?? gateElsewhere(minor, name) };
}

/** AllAlpha and AllBeta stand for every gate of that stage that is not set by name. */
function expandAll(minor: Minor, gates: Readonly<Record<string, boolean>>): Map<string, boolean> {
  const asked = new Map<string, boolean>();
  for (const [name, spec] of gatesOf(minor)) {
    const all = spec.stage === 'alpha' ? gates['AllAlpha'] : spec.stage === 'beta' ? gates['AllBeta'] : undefined;
    if (all !== undefined) asked.set(name, all);
  }
  for (const [name, on] of Object.entries(gates)) if (name !== 'AllAlpha' && name !== 'AllBeta') asked.set(name, on);
  return asked;
}

function mistakeIn(minor: Minor, asked: Asked): Mistake | null {
  for (const [name, on] of asked) {
    const mistake = mistakeOf(minor, name, on);
    if (mistake !== null) return mistake;
  }
  return unmetNeed(minor, asked);
}

/** Of a gate by itself. */
function mistakeOf(minor: Minor, name: string, on: boolean): Mistake | null {
  const spec = gatesOf(minor).get(name);
  if (spec === undefined) return unknownGate(minor, name, on);
  if (spec.on === on) return null;
  if (spec.locked) {
    const problem = `cannot be set to ${on}: Kubernetes ${minor} locks it to ${spec.on}`;
    return { name, problem, remedy: () => 'leave the gate out' };
  }
  const does = simulatedOnlyByDefault.get(name);
  if (does === undefined) return null;
  const byDefault = spec.on ? 'on' : 'off';
  const problem = `is simulated only when ${byDefault}: it ${does}`;
  return { name, problem, remedy: () => `leave it ${byDefault}, its default in ${minor}` };
}

function unknownGate(minor: Minor, name: string, on: boolean): Mistake {
  const elsewhere = minors.filter((other) => gatesOf(other).has(name));
  const only = elsewhere.length > 0 ? `, only of ${elsewhere.join(' and ')}` : '';
  const remedy = () => {
    const there = elsewhere.filter((other) => mistakeIn(other, new Map([[name, on]])) === null);
    if (there.length > 0) return `choose ${there.join(' or ')}, or leave the gate out`;
    const nearest = nearestFirst(name, [...gatesOf(minor).keys()])[0]!;
    const isNear = elsewhere.length === 0 && resembles(name, nearest);
    return isNear && mistakeIn(minor, new Map([[nearest, on]])) === null
      ? `did you mean ${nearest}?`
      : 'leave the gate out';
  };
  return { name, problem: `is no feature gate of Kubernetes ${minor}${only}`, remedy };
}

function stateOf(minor: Minor, asked: Asked): Map<string, boolean> {
  return new Map([...gatesOf(minor)].map(([name, spec]) => [name, asked.get(name) ?? spec.on]));
}

/** A gate that is on needs others; those that the release no longer has are always on. */
function unmetNeed(minor: Minor, asked: Asked): Mistake | null {
  const state = stateOf(minor, asked);
  for (const name of gatesOf(minor).keys()) {
    const missing = missingOf(minor, state, name);
    if (missing.length === 0) continue;
    const problem = `is on, but needs ${missing.join(' and ')}, which ${missing.length === 1 ? 'is' : 'are'} off`;
    return { name, problem, remedy: () => remedyOf(minor, asked, name) };
  }
  return null;
}

function missingOf(minor: Minor, state: Asked, name: string): string[] {
  if (state.get(name) !== true) return [];
  return gatesOf(minor)
    .get(name)!
    .needs.filter((need) => state.get(need) === false);
}

/** What would be taken: what the gate needs on, or what needs the gates that are off, off too. */
function remedyOf(minor: Minor, asked: Asked, name: string): string {
  const needs = settledBy(minor, asked, (missing) => missing.map((need) => [need, true]), [name]);
  const dependents = settledBy(minor, asked, (_missing, dependent) => [[dependent, false]]);
  const ways = [needs, dependents].flatMap((changes) => (changes === null ? [] : [`set ${changes}`]));
  return ways.length > 0 ? ways.join(', or ') : 'leave both out';
}

/** Changes gates as `change` says until no need is unmet (of the given gates and what was changed, else of all); null where that is not taken. */
function settledBy(
  minor: Minor,
  asked: Asked,
  change: (missing: readonly string[], dependent: string) => [name: string, on: boolean][],
  among?: readonly string[],
): string | null {
  const changed = new Map<string, boolean>();
  for (;;) {
    const state = stateOf(minor, new Map([...asked, ...changed]));
    const looked = among === undefined ? [...gatesOf(minor).keys()] : [...among, ...changed.keys()];
    const dependent = looked.find((name) => missingOf(minor, state, name).length > 0);
    if (dependent === undefined) break;
    for (const [name, on] of change(missingOf(minor, state, dependent), dependent)) changed.set(name, on);
  }
  const settled = new Map([...asked, ...changed]);
  if (mistakeIn(minor, settled) !== null) return null;
  return [...changed].map(([name, on]) => `${name}=${on}`).join(',');
}

/** A gate that the release does not have: off before it came, on (or as it was locked) after it went. */
function gateElsewhere(minor: Minor, name: string): boolean {
  const last = minors.filter((other) => other < minor && gatesOf(other).has(name)).at(-1);
  return last !== undefined && gatesOf(last).get(name)!.on;
}
