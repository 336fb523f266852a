/** Makes the release that everything asks: gates checked and settled, behaviours looked up. */
import { ConfigError } from '../objects/index.js';
import { nearestFirst } from './config/nearest.js';
import type { Release } from './release.js';
import { behaviourOf } from './release-behaviour.js';
import { simulatedOnlyByDefault } from './release-gate-rules.js';
import { gatesOf, type Minor, minors } from './release-gates.js';

/** A release with gates set as asked; a ConfigError names a gate that is unknown, locked, not simulated so, or lacks one that it needs. */
export function releaseOf(
  minor: Minor,
  gates: Readonly<Record<string, boolean>> = {},
  source = 'feature gates',
): Release {
  const asked = expandAll(minor, gates);
  for (const [name, on] of asked) checkGate(minor, name, on, source);
  const state = stateOf(minor, asked);
  checkNeeds(minor, state, source);
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

function checkGate(minor: Minor, name: string, on: boolean, source: string): void {
  const gates = gatesOf(minor);
  const spec = gates.get(name);
  if (spec === undefined) throw unknownGate(minor, name, source);
  if (spec.on === on) return;
  if (spec.locked) {
    const problem = `cannot be set to ${on}: Kubernetes ${minor} locks it to ${spec.on}`;
    throw new ConfigError({ source, path: name, problem, remedy: 'leave the gate out' });
  }
  const does = simulatedOnlyByDefault.get(name);
  if (does === undefined) return;
  const byDefault = spec.on ? 'on' : 'off';
  const problem = `is simulated only when ${byDefault}: it ${does}`;
  throw new ConfigError({ source, path: name, problem, remedy: `leave it ${byDefault}, its default in ${minor}` });
}

function unknownGate(minor: Minor, name: string, source: string): ConfigError {
  const elsewhere = minors.filter((other) => gatesOf(other).has(name));
  const problem =
    elsewhere.length > 0
      ? `is no feature gate of Kubernetes ${minor}, only of ${elsewhere.join(' and ')}`
      : `is no feature gate of Kubernetes ${minor}`;
  const nearest = nearestFirst(name, [...gatesOf(minor).keys()])[0]!;
  const remedy = elsewhere.length > 0 ? 'choose that release, or leave the gate out' : `did you mean ${nearest}?`;
  return new ConfigError({ source, path: name, problem, remedy });
}

function stateOf(minor: Minor, asked: ReadonlyMap<string, boolean>): Map<string, boolean> {
  return new Map([...gatesOf(minor)].map(([name, spec]) => [name, asked.get(name) ?? spec.on]));
}

/** A gate that is on needs others; those that the release no longer has are always on. */
function checkNeeds(minor: Minor, state: ReadonlyMap<string, boolean>, source: string): void {
  for (const [name, spec] of gatesOf(minor)) {
    if (state.get(name) !== true) continue;
    const missing = spec.needs.filter((need) => state.get(need) === false);
    if (missing.length === 0) continue;
    const problem = `is on, but needs ${missing.join(' and ')}, which is off`;
    throw new ConfigError({ source, path: name, problem, remedy: `set ${missing[0]}=true or ${name}=false` });
  }
}

/** A gate that the release does not have: off before it came, on (or as it was locked) after it went. */
function gateElsewhere(minor: Minor, name: string): boolean {
  const last = minors.filter((other) => other < minor && gatesOf(other).has(name)).at(-1);
  return last !== undefined && gatesOf(last).get(name)!.on;
}
