/** Reads an op's fields: parameters substituted, files found, unknown fields refused. */
import { isAbsolute, join } from 'node:path';
import {
  type KubeObject,
  kindOf,
  type ObjectTemplate,
  type PodSpecV1,
  type PodTemplateV1,
  type PodV1,
} from '../../engine/index.js';
import { mistake, parseText, readText } from '../manifests/index.js';
import { parseDuration } from '../scenario/index.js';
import { placeText, renderTemplate, UnknownAction } from './go-template.js';
import type { Op, PerfConfig, TestCase, Workload } from './perf-config.js';
import { NotSimulated } from './skipped.js';

/** What reading a workload needs and notes. */
export interface ReadContext {
  readonly config: PerfConfig;
  readonly testCase: TestCase;
  readonly workload: Workload;
  /** Parameters that some op used. */
  readonly usedParams: Set<string>;
}

export class OpReader {
  constructor(
    readonly context: ReadContext,
    readonly op: Op,
    /** Its position among the ops once pod sets are unrolled; upstream names things after it. */
    readonly index: number,
    private readonly position: number,
  ) {}

  /** Refuses fields that the op does not have. */
  knows(...fields: readonly string[]): void {
    const unknown = Object.keys(this.op).find((field) => field !== 'opcode' && !fields.includes(field));
    if (unknown !== undefined) throw this.mistake(unknown, `is no field of ${this.op.opcode}`);
  }

  count(fallback?: number): number {
    const value = this.parameterized('count');
    if (value === undefined && fallback !== undefined) return fallback;
    if (Number.isSafeInteger(value ?? 0) && ((value as number) ?? 0) >= 0) return (value as number) ?? 0;
    throw this.mistake('count', 'is no count', value);
  }

  number(field: string): number {
    const value = this.op[field] ?? 0;
    if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
    throw this.mistake(field, 'is no whole number, 0 or more', value);
  }

  durationUs(): number {
    const value = this.parameterized('duration') ?? '0s';
    const us = typeof value === 'string' ? parseDuration(value) : null;
    if (us === null) throw this.mistake('duration', 'is no duration', value);
    return us;
  }

  flag(field: string): boolean {
    return this.parameterized(field) === true;
  }

  text(field: string): string | undefined {
    const value = this.op[field];
    if (value === undefined || typeof value === 'string') return value;
    throw this.mistake(field, 'is no text', value);
  }

  texts(field: string): readonly string[] {
    const value = this.op[field] ?? [];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw this.mistake(field, 'is no list of texts', value);
  }

  labels(): Readonly<Record<string, string>> {
    return (this.op['labelSelector'] ?? {}) as Record<string, string>;
  }

  /** A field, or what the parameter that its …Param field names is. */
  parameterized(field: string): unknown {
    const param = this.op[`${field}Param`];
    if (param === undefined || param === '') return this.op[field];
    const name = String(param).replace(/^\$/, '');
    this.context.usedParams.add(name);
    const value = this.context.workload.params?.[name];
    if (value === undefined)
      throw this.mistake(
        `${field}Param`,
        `workload ${this.context.workload.name} has no parameter of that name`,
        param,
      );
    return value;
  }

  /** The one object of a file, its actions rendered for `count` objects. */
  async template(path: string, count: number): Promise<ObjectTemplate> {
    const { text, first, places } = await this.render(path, count);
    const object = this.objectIn(path, text);
    return { object, places, numbers: numbersIn(object, this.objectIn(path, first)) };
  }

  /** The one object of a file, as it is: upstream renders no actions in it. */
  async plain(path: string): Promise<KubeObject> {
    return this.objectIn(path, await readText(this.resolve(path)));
  }

  mistake(field: string, problem: string, value?: unknown): Error {
    const { config, testCase } = this.context;
    const path = `${testCase.path}.workloadTemplate[${this.position}].${field}`;
    return mistake(config.source, { path, problem, ...(value === undefined ? {} : { value }) });
  }

  private async render(path: string, count: number) {
    const text = await readText(this.resolve(path));
    try {
      return renderTemplate(text, count);
    } catch (error) {
      if (error instanceof UnknownAction) throw new NotSimulated(`${path}: ${error.message}`);
      throw error;
    }
  }

  private objectIn(path: string, text: string): KubeObject {
    const documents = parseText(path, text);
    const object = documents[0]?.value as KubeObject | undefined;
    if (documents.length !== 1 || typeof object?.kind !== 'string')
      throw this.mistake('opcode', `${path} does not hold exactly one object`);
    if (kindOf(object) === undefined) throw new NotSimulated(`object ${object.kind} (${path}) is not simulated`);
    if (hasClaims(object)) throw new NotSimulated(`resource claims (of the pods in ${path}) are not simulated`);
    return { ...object, metadata: object.metadata ?? {} };
  }

  private resolve(path: string): string {
    return isAbsolute(path) ? path : join(this.context.config.folder, path);
  }
}

/** Whether the pod, or the pods that the object makes, have resource claims. */
function hasClaims(object: KubeObject): boolean {
  const { resourceClaims, template } = ((object as PodV1).spec ?? {}) as PodSpecV1 & { template?: PodTemplateV1 };
  return (resourceClaims ?? template?.spec?.resourceClaims ?? []).length > 0;
}

/** Texts with places that YAML reads as numbers once these are filled. */
function numbersIn(template: unknown, first: unknown): string[] {
  if (typeof template === 'string') return typeof first === 'number' ? [template] : [];
  if (typeof template !== 'object' || template === null) return [];
  const values = Object.values(first as object);
  return Object.values(template).flatMap((value, i) => numbersIn(value, values[i]));
}

/** The template with a name for each ordinal, where the file leaves that to the API server. */
export function named(template: ObjectTemplate, index: number): ObjectTemplate {
  const { object, places, ...rest } = template;
  const { name, generateName = '', ...metadata } = object.metadata;
  if (name !== undefined) return template;
  const text = placeText(places.length);
  return {
    ...rest,
    object: { ...object, metadata: { ...metadata, name: `${generateName}${index}-${text}` } },
    places: [...places, { text, factor: 1, divisor: 1, modulus: 0, offset: 0 }],
  };
}

/** The template's objects in a namespace; those of no namespace as they are. */
export function inNamespace(template: ObjectTemplate, namespace: string): ObjectTemplate {
  const { object } = template;
  if (!kindOf(object)?.namespaced) return template;
  return { ...template, object: { ...object, metadata: { ...object.metadata, namespace } } };
}
