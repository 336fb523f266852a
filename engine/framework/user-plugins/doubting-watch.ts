/** The watch over a plugin where decisions are verified: asks each step that only looks twice, and remembers what it answered in one search. */
import type { NodeInfo, Pod } from '../../cluster/index.js';
import type { ConfigError } from '../../objects/index.js';
import type { GivenAnswers } from '../plugin.js';
import { canonical } from '../pod-signature.js';
import { shown, Watch } from './watch.js';

/** Steps that only look; hints do too, and the others do something each time. */
const looking: ReadonlySet<string> = new Set([
  'signs',
  'readsBesides',
  'preEnqueue',
  'queueSort',
  'preFilter.check',
  'filter.check',
  'preScore',
  'skipsScore',
  'score.score',
]);

const remedy =
  'a step answers by what it is given alone: draw chance from handle.random(pod, nodeName, attempt), read no clock, keep no state between calls';

export class DoubtingWatch extends Watch implements GivenAnswers {
  /** By step, pod and node, what PreFilter, Filter and Score answered first in this search. */
  private readonly given = new Map<string, string>();
  private readonly contradictions: { readonly nodeName: string; readonly error: ConfigError }[] = [];

  override call<T>(step: string, pod: Pod | null, nodeName: string, run: () => T): T {
    const answer = super.call(step, pod, nodeName, run);
    if (!looking.has(step) && !step.startsWith('requeueOn ')) return answer;
    const again = super.call(step, pod, nodeName, run);
    if (!areEqual(answer, again)) throw this.contradicted(step, pod, nodeName, told(answer), told(again));
    this.remember(step, pod, nodeName, answer);
    return answer;
  }

  override inPlace<T>(
    step: string,
    pod: Pod,
    nodes: readonly NodeInfo[],
    values: Float64Array,
    run: (values: Float64Array) => T,
  ): T {
    const copy = values.slice();
    const answer = super.inPlace(step, pod, nodes, values, run);
    super.inPlace(step, pod, nodes, copy, run);
    const at = values.findIndex((value, i) => !Object.is(value, copy[i]));
    if (at < 0) return answer;
    throw this.contradicted(step, pod, nodes[at]!.name, `${values[at]}`, `${copy[at]}`);
  }

  forget(): void {
    this.given.clear();
    this.contradictions.length = 0;
  }

  contradictionAt(isPlain: (nodeName: string) => boolean): ConfigError | null {
    return this.contradictions.find(({ nodeName }) => isPlain(nodeName))?.error ?? null;
  }

  private remember(step: string, pod: Pod | null, nodeName: string, answer: unknown): void {
    if (pod === null || (nodeName === '' && step !== 'preFilter.check')) return;
    const key = `${step} ${pod.key} ${nodeName}`;
    const now = told(answer);
    const before = this.given.get(key);
    if (before === undefined) this.given.set(key, now);
    else if (before !== now)
      this.contradictions.push({ nodeName, error: this.contradicted(step, pod, nodeName, before, now) });
  }

  private contradicted(step: string, pod: Pod | null, nodeName: string, before: string, now: string): ConfigError {
    return this.mistake(
      step,
      pod,
      nodeName,
      `answered ${cut(before)}, and ${cut(now)} when it was asked the same again`,
      remedy,
    );
  }
}

/** By content; a state for later steps counts by what those answer with it. */
function areEqual(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || told(a) === told(b);
}

function told(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) return shown(answer);
  const { code, reasons = [], status, nodeNames } = answer as Loose;
  if (code !== undefined) return reasons.length === 0 ? `${code}` : `${code} (${reasons})`;
  if (status === undefined) return canonical(answer);
  return nodeNames === undefined ? told(status) : `${told(status)} and the nodes ${canonical(nodeNames)}`;
}

/** What an answer may hold, whoever made it. */
interface Loose {
  readonly code?: unknown;
  readonly reasons?: readonly unknown[];
  readonly status?: unknown;
  readonly nodeNames?: unknown;
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
