/** The program that a workload becomes, as its ops are read one after another. */
import type { KubeObject, ObjectTemplate, PodSelection, ProgramStep } from '../../engine/index.js';

/** Upstream polls so often. Upstream: executor.go waitUntilPodsScheduledInNamespace. */
const pollUs = 1_000_000;
/** Upstream gives up after 10 minutes of real time; virtual hours are cheap, and a workload that takes longer has a throughput too: four hours. */
const timeoutUs = 4 * 3600 * 1_000_000;

export class Draft {
  readonly steps: ProgramStep[] = [];
  nodes = 0;
  private measuring = false;
  private readonly namespaces = new Set<string>();
  /** By namespace: pods that were created without waiting for them. */
  private readonly unwaited = new Map<string, number>();

  /** Creates one of each template for every ordinal. */
  create(count: number, callers: number, ...objects: readonly ObjectTemplate[]): void {
    if (count > 0) this.steps.push({ step: 'create', count, callers, objects });
  }

  namespace(name: string): void {
    if (!this.unwaited.has(name)) this.unwaited.set(name, 0);
    if (this.namespaces.has(name)) return;
    this.namespaces.add(name);
    this.create(1, 1, {
      object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } } as KubeObject,
      places: [],
    });
  }

  /** Namespaces that an op creates itself. */
  hasNamespace(name: string): void {
    this.namespaces.add(name);
    if (!this.unwaited.has(name)) this.unwaited.set(name, 0);
  }

  /** Pods that some later barrier may wait for. */
  leave(namespace: string, count: number): void {
    this.unwaited.set(namespace, (this.unwaited.get(namespace) ?? 0) + count);
  }

  knowsNamespace(name: string): boolean {
    return this.unwaited.has(name);
  }

  wait(pods: readonly (PodSelection & { count: number })[], until: 'bound' | 'attempted'): void {
    const wanted = pods.filter(({ count }) => count > 0);
    if (wanted.length > 0) this.steps.push({ step: 'wait', until, pods: wanted, everyUs: pollUs, timeoutUs });
  }

  /** Waits for what was left, in these namespaces or all; what is bound then is waited for no more. */
  barrier(namespaces: readonly string[], labels: PodSelection['labels'], until: 'bound' | 'attempted'): void {
    const names = namespaces.length > 0 ? namespaces : [...this.unwaited.keys()];
    this.wait(
      names.map((namespace) => ({ namespace, labels, count: this.unwaited.get(namespace) ?? 0 })),
      until,
    );
    if (until === 'bound') for (const name of names) this.unwaited.delete(name);
  }

  /** False where something is measured already. */
  measure(name: string, pods: readonly PodSelection[]): boolean {
    if (this.measuring) return false;
    this.measuring = true;
    this.steps.push({ step: 'measure', name, pods });
    return true;
  }

  /** False where nothing is measured. */
  stopMeasuring(): boolean {
    if (!this.measuring) return false;
    this.measuring = false;
    this.steps.push({ step: 'stopMeasuring' });
    return true;
  }
}
