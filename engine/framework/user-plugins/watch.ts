/** Watches over one plugin's calls: what it throws or answers amiss becomes a sentence that says which plugin, which step, which pod. */
import type { NodeInfo, Pod } from '../../cluster/index.js';
import { ConfigError } from '../../objects/index.js';
import { type Code, Status, success } from '../status.js';

const codes: ReadonlySet<unknown> = new Set<Code>([
  'Success',
  'Error',
  'Unschedulable',
  'UnschedulableAndUnresolvable',
  'Wait',
  'Skip',
  'Pending',
]);

const statusRemedy = 'return success, skip, unschedulable("why"), unresolvable("why") or failure("why")';

export class Watch {
  constructor(private readonly plugin: string) {}

  /** Runs a step. */
  call<T>(step: string, pod: Pod | null, nodeName: string, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      throw this.mistake(step, pod, nodeName, `threw ${thrown(error)}`);
    }
  }

  /** Runs a step that changes values in place, one of each of these nodes. */
  inPlace<T>(
    step: string,
    pod: Pod,
    _nodes: readonly NodeInfo[],
    values: Float64Array,
    run: (values: Float64Array) => T,
  ): T {
    return this.call(step, pod, '', () => run(values));
  }

  /** Runs a step that answers with a Status. */
  status(step: string, pod: Pod | null, nodeName: string, run: () => unknown): Status {
    return this.statusOf(this.call(step, pod, nodeName, run), step, pod, nodeName);
  }

  /** Runs a step that may answer with nothing, which is success. */
  quietStatus(step: string, pod: Pod | null, nodeName: string, run: () => unknown): Status {
    const answer = this.call(step, pod, nodeName, run);
    return answer === undefined ? success : this.statusOf(answer, step, pod, nodeName);
  }

  /** The Status that a step answered with: one of ours, another copy's, or a plain object that looks like one. */
  statusOf(answer: unknown, step: string, pod: Pod | null, nodeName: string): Status {
    if (answer instanceof Status && codes.has(answer.code)) return answer;
    const { code, reasons = [] } = (answer ?? {}) as Partial<Status>;
    if (typeof answer === 'object' && codes.has(code) && Array.isArray(reasons) && reasons.every(isText))
      return new Status(code!, reasons);
    throw this.amiss(answer, step, pod, nodeName, 'a Status is', statusRemedy);
  }

  /** Runs a step that answers with an object that holds a Status. */
  result<T extends { readonly status: Status }>(
    step: string,
    pod: Pod,
    nodeName: string,
    run: () => T,
  ): T & { readonly status: Status } {
    const answer = this.call(step, pod, nodeName, run) as T | null | undefined;
    const status = (answer as { status?: unknown } | null | undefined)?.status;
    if (status === undefined)
      throw this.amiss(answer, step, pod, nodeName, 'an object with a status is', 'return { status: success }');
    if (status instanceof Status && codes.has(status.code)) return answer!;
    return { ...answer!, status: this.statusOf(status, step, pod, nodeName) };
  }

  /** Runs a step that answers with yes or no. */
  boolean(step: string, pod: Pod, run: () => boolean): boolean {
    const answer: unknown = this.call(step, pod, '', run);
    if (typeof answer === 'boolean') return answer;
    throw this.amiss(
      answer,
      step,
      pod,
      '',
      'true or false is',
      'return true where the first is scheduled before the second',
    );
  }

  /** Runs a step whose answer nobody reads. */
  act(step: string, pod: Pod | null, nodeName: string, run: () => unknown): void {
    const answer = this.call(step, pod, nodeName, run);
    if (answer instanceof Promise) throw this.amiss(answer, step, pod, nodeName, 'nothing is', '');
  }

  /** The error that tells of a wrong answer. */
  amiss(answer: unknown, step: string, pod: Pod | null, nodeName: string, due: string, remedy: string): ConfigError {
    const late = answer instanceof Promise;
    const better = late ? 'a run does not wait for real time: answer at once, or use handle.calls.after' : remedy;
    return this.mistake(step, pod, nodeName, `returned ${shown(answer)} where ${due} due`, better);
  }

  mistake(step: string, pod: Pod | null, nodeName: string, problem: string, remedy = ''): ConfigError {
    const about = [pod?.key ?? '', nodeName].filter((text) => text !== '').join(', ');
    return new ConfigError({
      source: `plugin ${this.plugin}`,
      path: about === '' ? step : `${step}(${about})`,
      problem,
      remedy,
    });
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** What was thrown, and where in the plugin's module. */
function thrown(error: unknown): string {
  if (!(error instanceof Error)) return shown(error);
  const frame = /\(?((?:file:\/\/|\/|[A-Za-z]:\\)[^()\s]*:\d+:\d+)\)?/.exec(error.stack ?? '');
  const where = frame === null ? '' : ` at ${frame[1]!.replace(/^.*[\\/]/, '')}`;
  return `${error.name}: ${error.message}${where}`;
}

/** A value in a sentence. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof Status) return `the Status ${value.code}`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
