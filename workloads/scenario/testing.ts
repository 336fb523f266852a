/** Scenarios of the tests: written to a folder of their own, prepared as a command would. */
import { ok } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { stringify } from 'yaml';
import { ConfigError, simulate } from '../../engine/index.js';
import { prepareRun } from './prepare-run.js';
import type { PreparedRun, RunRequest } from './run-request.js';

export interface Workbench {
  /** Writes a file, returns where it is. */
  write(name: string, text: string): string;
  /** Prepares a run of a scenario with this spec, and of what else the request says. */
  prepare(spec: unknown, request?: Partial<RunRequest>): Promise<PreparedRun>;
  /** The message of the ConfigError that refuses it, without the folder; "" if nothing does. */
  refusal(spec: unknown, request?: Partial<RunRequest>): Promise<string>;
  /** The same of what is found when it is run. */
  runRefusal(spec: unknown): Promise<string>;
}

/** A folder that is gone after the file's tests. */
export function workbench(): Workbench {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-scenario-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const prepare = (spec: unknown, request: Partial<RunRequest> = {}) =>
    prepareRun({
      scenario: write('scenario.yaml', scenarioText(spec)),
      files: [],
      decisions: false,
      explain: [],
      ...request,
    });
  const saidBy = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      ok(error instanceof ConfigError, String(error));
      return error.message.replaceAll(`${folder}/`, '');
    }
    return '';
  };
  return {
    write,
    prepare,
    refusal: (spec, request) => saidBy(() => prepare(spec, request)),
    runRefusal: (spec) =>
      saidBy(async () => {
        const prepared = await prepare(spec);
        return simulate(prepared.spec).catch((error) => {
          throw prepared.placed(error);
        });
      }),
  };
}

export function scenarioText(spec: unknown): string {
  return stringify({ apiVersion: 'seatrial.dev/v1alpha1', kind: 'Scenario', spec });
}
