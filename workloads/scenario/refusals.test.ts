/** What a scenario may not say, each told with its place and what would be right. */
import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { exampleScenario } from './example-scenario.js';
import { scenarioSchema } from './schema.js';
import { workbench } from './testing.js';

const bench = workbench();
const root = fileURLToPath(import.meta.url).replace(/\/(dist\/)?workloads\/.*/, '');
const containers = [{ name: 'c', image: 'i' }];
const group = (more: object) => ({
  cluster: { nodeGroups: [{ name: 'general', count: 3, shape: { cpu: 4 }, ...more }] },
});
const arrival = (more: object) => ({
  workloads: {
    arrivals: [{ name: 'ci', process: { poisson: { ratePerSecond: 1 } }, template: { spec: { containers } }, ...more }],
  },
});
const lifetime = (durations: unknown) => arrival({ lifetime: durations });
const processOf = (process: object) => arrival({ process });
const pattern = (period: string, ...points: object[]) => processOf({ pattern: { period, points } });
const entry = (more: object) => ({ ...group({}), timeline: [{ at: '1m', ...more }] });
const web = { kind: 'Deployment', namespace: 'shop', name: 'web' };

const cases: readonly (readonly [spec: object | null, message: RegExp])[] = [
  [{ sed: 1 }, /^scenario\.yaml:4:8: spec\.sed: there is no such field; did you mean "seed"\?$/],
  [
    { duration: '5 minutes' },
    /^scenario\.yaml:4:13: spec\.duration: "5 minutes" is no duration .*; a duration is written 90s, 5m/,
  ],
  [{ duration: '999999999h' }, /is no duration .*at most a hundred years$/],
  [{ duration: 5 }, /spec\.duration: 5 is no duration/],
  [{ kubernetes: '1.20' }, /spec\.kubernetes: "1\.20" is none of 1\.35, 1\.36, 1\.37/],
  [{ kubernetes: 1.36 }, /spec\.kubernetes: 1\.36 is a number, not a text; write it in quotes: "1\.36"$/],
  [{ seed: 1.5 }, /spec\.seed: 1\.5 must be a text or a whole number$/],
  [{ cluster: { nodeGroups: {} } }, /spec\.cluster\.nodeGroups: \{\} must be a list$/],
  [null, /spec: null must be a map of fields \(What is simulated\)$/],
  [
    { scheduler: { configFile: 'a.yaml', config: {} } },
    /spec\.scheduler\.configFile: stands beside spec\.scheduler\.config; give one of them$/,
  ],
  [{ fidelity: 'half' }, /spec\.fidelity: "half" is none of full, pods, scheduler/],
  [
    { models: { 'etcd.fsynUs': 1 } },
    /spec\.models\[etcd\.fsynUs\]: there is no such constant; did you mean "etcd\.fsyncUs"\?$/,
  ],
  [group({ count: 0 }), /spec\.cluster\.nodeGroups\[0\]\.count: 0 must be >= 1/],
  [group({ count: 10_000_000 }), /10000000 is more than the 1,000,000 nodes that a run may have/],
  [
    group({ shape: { cpu: '1x' } }),
    /^scenario\.yaml:9:16: spec\.cluster\.nodeGroups\[0\]\.shape\[cpu\]: Invalid value: "1x".*; write a quantity like/,
  ],
  [group({ shape: { memry: '1Gi' } }), /"memry" is no resource; did you mean memory\?/],
  [group({ labels: { 'a b': 'c' } }), /^scenario\.yaml:11:11: spec\.cluster\.nodeGroups\[0\]\.labels: /],
  [
    group({ taints: [{ key: 'a', effect: 'Never' }] }),
    /taints\[0\]\.effect: "Never" is none of NoSchedule, PreferNoSchedule, NoExecute/,
  ],
  [
    group({ name: 'Big_One' }),
    /^scenario\.yaml:6:15: spec\.cluster\.nodeGroups\[0\]\.name: Invalid value: "Big_One-0"/,
  ],
  [
    { cluster: { nodeGroups: ['a', 'a'].map((name) => ({ name, count: 1, shape: {} })) } },
    /^scenario\.yaml:9:15: spec\.cluster\.nodeGroups\[1\]\.name: "a" is the name of two node groups$/,
  ],
  [
    {
      cluster: {
        ...group({}).cluster,
        objects: [
          { apiVersion: 'v1', kind: 'Node', metadata: { name: 'general-2' }, status: { capacity: { cpu: '1' } } },
        ],
      },
    },
    /"general" makes the node general-2, which the input has already/,
  ],
  [processOf({ poison: { ratePerSecond: 1 } }), /process\.poison: there is no such field; did you mean "poisson"\?$/],
  [processOf({ poisson: { ratePerSecond: 0 } }), /process\.poisson\.ratePerSecond: 0 must be > 0/],
  [processOf({ burst: { size: 1, every: '0s' } }), /process\.burst\.every: "0s" is no time at all/],
  [
    pattern('0s', { at: '0s', ratePerSecond: 1 }),
    /process\.pattern\.points\[0\]\.at: "0s" is not within the period of 0s/,
  ],
  [pattern('1m', { at: '2m', ratePerSecond: 1 }), /points\[0\]\.at: "2m" is not within the period of 1m/],
  [pattern('1m', { at: '0s', ratePerSecond: 0 }), /points: has only rates of 0: no pod would ever arrive/],
  [arrival({ from: '2m', to: '1m' }), /arrivals\[0\]\.to: "1m" is not after the beginning \(2m\)/],
  [lifetime({ p50: '9s', p99: '1s' }), /lifetime\.p99: .*must not be less than p50/],
  [lifetime({ p50: '9s' }), /arrivals\[0\]\.lifetime: \{"p50":"9s"\}/],
  [lifetime('soon'), /arrivals\[0\]\.lifetime: "soon"/],
  [
    arrival({
      template: { spec: { containers: [{ name: 'c', image: 'i', resources: { requests: { cpu: '1x' } } }] } },
    }),
    /^scenario\.yaml:\d+:\d+: Pod default\/ci-0: spec\.containers\[0\]\.resources\.requests\[cpu\]: Invalid value: "1x"/,
  ],
  [
    arrival({ template: { spec: { containers, priorityClassName: 'none' } } }),
    /no PriorityClass with name none was found/,
  ],
  [arrival({ name: 'C I' }), /^scenario\.yaml:6:15: Pod default\/C I-0: metadata\.name: Invalid value/],
  [
    { workloads: { arrivals: [0, 1].map(() => arrival({}).workloads.arrivals[0]) } },
    /arrivals\[1\]\.name: "ci" is the name of two arrivals/,
  ],
  [entry({}), /spec\.timeline\[0\]: names no action; give exactly one of apply, applyFile, delete/],
  [entry({ cordon: 'general-0', drain: 'general-1' }), /names 2 actions \(cordon, drain\); give exactly one/],
  [
    entry({ cordon: 'general-3' }),
    /spec\.timeline\[0\]\.cordon|"general-3" is no node of the run; the nearest there is: general-2/,
  ],
  [
    entry({ scale: { ...web, replicas: 3 } }),
    /"Deployment shop\/web" is not among the objects of the scenario; there is no Deployment in it/,
  ],
  [entry({ scale: { ...web, replicas: -1 } }), /scale\.replicas: -1 must be >= 0/],
  [entry({ applyFile: 'gone.yaml' }), /^gone\.yaml: there is no such file or folder/],
  [
    { cluster: { files: ['scenario.yml'] } },
    /^scenario\.yml: there is no such file or folder; did you mean scenario\.yaml\?/,
  ],
  [{ scheduler: { configFile: 'gone.yaml' } }, /^gone\.yaml: there is no such file or folder/],
  [
    { cluster: { objects: [{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } }] } },
    /^scenario\.yaml:6:9: .*Node n has neither capacity nor allocatable/,
  ],
];

test('mistakes of a scenario', async () => {
  const wrong: string[] = [];
  for (const [spec, message] of cases) {
    const said = await bench.refusal(spec);
    if (!message.test(said)) wrong.push(`${JSON.stringify(spec)}: ${said}`);
  }
  deepEqual(wrong, []);
});

test('mistakes that only the run finds stand where they were written', async () => {
  const config = {
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    parallelism: 'many',
  };
  const found: readonly (readonly [spec: object, message: RegExp])[] = [
    [{ models: { 'etcd.fsyncUs': true } }, /^scenario\.yaml:5:19: spec\.models\[etcd\.fsyncUs\]: true /],
    [
      { models: { 'etcd.fsyncUs': { p50: 9, p99: 1 } } },
      /^scenario\.yaml:7:12: spec\.models\[etcd\.fsyncUs\]\.p99: .*must not be less than p50/,
    ],
    [{ models: { 'node.cni': 'best' } }, /^scenario\.yaml:5:15: spec\.models\[node\.cni\]: "best"/],
    [
      { featureGates: { NoSuchGate: true } },
      /^scenario\.yaml:5:17: spec\.featureGates\.NoSuchGate: is no feature gate/,
    ],
    [{ scheduler: { config } }, /^scenario\.yaml:8:20: spec\.scheduler\.config\.parallelism: "many" must be/],
  ];
  const wrong: string[] = [];
  for (const [spec, message] of found) {
    const said = await bench.runRefusal(spec);
    if (!message.test(said)) wrong.push(`${JSON.stringify(spec)}: ${said}`);
  }
  deepEqual(wrong, []);
});

test('a file that is no scenario', async () => {
  const refusal = (text: string) => bench.refusal({}, { scenario: bench.write('other.yaml', text) });
  ok(
    /^other\.yaml:1:7: kind: "Pod" a scenario has kind Scenario; give manifests with -f FILE$/.test(
      await refusal('kind: Pod\n'),
    ),
  );
  ok(/a scenario has kind Scenario; write kind: Scenario$/.test(await refusal('kind: scenario\n')));
  ok(/^other\.yaml: holds 2 documents; a scenario is one/.test(await refusal('a: 1\n---\nb: 1\n')));
  ok(/^other\.yaml: holds 0 documents/.test(await refusal('')));
  ok(
    /^other\.yaml:1:1: kind: a scenario has kind Scenario; seatrial init writes an example$/.test(
      await refusal('a: 1\n'),
    ),
  );
  ok(
    /apiVersion: "v1" must be "seatrial.dev\/v1alpha1"/.test(
      await refusal('kind: Scenario\napiVersion: v1\nspec: {}\n'),
    ),
  );
});

test('the scenario that init writes is a scenario, without a note', async () => {
  const { notes, spec } = await bench.prepare({}, { scenario: bench.write('init.yaml', exampleScenario) });
  deepEqual([notes, spec.arrivals.length, spec.nodeGroups.length], [[], 1, 2]);
});

test('the examples are scenarios, without a note', async () => {
  const { notes, title } = await bench.prepare({}, { scenario: `${root}/workloads/examples/platform-team.yaml` });
  deepEqual([title, notes], ['platform-team', []]);
});

test('the published schema is the one that is checked: seatrial init --schema writes it', () => {
  const published = readFileSync(`${root}/workloads/scenario/scenario.schema.json`, 'utf8');
  deepEqual(JSON.parse(published), JSON.parse(JSON.stringify(scenarioSchema)));
  equal(scenarioSchema.$schema, 'https://json-schema.org/draft/2020-12/schema');
});
