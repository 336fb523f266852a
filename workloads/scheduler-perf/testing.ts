/** Configs written for a test: files in a folder of their own. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProgramStep, RunSpec } from '../../engine/index.js';
import { readPerfConfig } from './perf-config.js';
import { prepareWorkload } from './prepare-workload.js';

export const templates = {
  'node.yaml': `apiVersion: v1
kind: Node
metadata: {generateName: n-}
status: {capacity: {cpu: "4", memory: 8Gi, pods: "20"}}
`,
  'pod.yaml': `apiVersion: v1
kind: Pod
metadata: {generateName: p-}
spec: {containers: [{name: c, image: pause}]}
`,
  'numbered.yaml': `apiVersion: v1
kind: Pod
metadata: {name: "p-{{.Index}}"}
spec: {containers: [{name: c, image: pause, ports: [{hostPort: 8{{ Mod .Index 3 }}, containerPort: 80}]}]}
`,
  'pv.yaml': `apiVersion: v1
kind: PersistentVolume
spec: {accessModes: [ReadOnlyMany], capacity: {storage: 1Gi}, csi: {driver: disk.example.com}}
`,
  'pvc.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
spec: {accessModes: [ReadOnlyMany], resources: {requests: {storage: 1Gi}}}
`,
  'claiming.yaml': `apiVersion: v1
kind: Pod
metadata: {generateName: p-}
spec: {containers: [{name: c, image: pause}], resourceClaims: [{name: r, resourceClaimName: c}]}
`,
  'claim.yaml': `apiVersion: resource.k8s.io/v1
kind: ResourceClaim
metadata: {name: c}
`,
};

/** Writes the config and its templates; returns the config's path. */
export function writeConfig(config: string, files: Readonly<Record<string, string>> = templates): string {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-perf-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const file = join(folder, 'performance-config.yaml');
  writeFileSync(file, config);
  return file;
}

/** A config of one test case with these ops and one workload with these parameters. */
export function configOf(ops: string, params = '{}', more = ''): string {
  return `- name: Case
  workloadTemplate:
${ops.trimEnd().replace(/^/gm, '  ')}
  workloads:
  - name: Load
    params: ${params}
${more.trimEnd().replace(/^/gm, '    ')}
`;
}

/** What the first workload of a config becomes. */
export async function prepared(config: string) {
  const read = await readPerfConfig(writeConfig(config));
  const [testCase] = read.testCases;
  return prepareWorkload(read, testCase!, testCase!.workloads[0]!, { kubernetes: '1.36', seed: '1', executor: 'auto' });
}

/** The workload's spec; it has to be one that is simulated. */
export async function specOf(config: string): Promise<RunSpec> {
  const outcome = await prepared(config);
  if ('reason' in outcome) throw new Error(outcome.reason);
  return outcome.spec;
}

/** Its steps, without the harness's own controller at their head. */
export async function stepsOf(ops: string, params?: string): Promise<readonly ProgramStep[]> {
  return (await specOf(configOf(ops, params))).program!.steps.slice(1);
}

/** Why the workload is not run. */
export async function reasonOf(config: string): Promise<string> {
  const outcome = await prepared(config);
  return 'reason' in outcome ? outcome.reason : '';
}
