import { deepEqual, equal, throws } from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerV1, PodSpecV1, PodStatusV1, ResourceListV1 } from './api.js';
import { effectiveRequests, nonZeroRequests } from './effective-requests.js';
import { defaultResizeRules, resizeOf } from './resizes.js';

const Mi = 1024 * 1024;
const Gi = 1024 * Mi;

function container(requests: ResourceListV1, restartPolicy?: string): ContainerV1 {
  return { name: 'c', image: 'i', resources: { requests }, ...(restartPolicy ? { restartPolicy } : {}) };
}

function cpuMilli(spec: Partial<PodSpecV1>, status?: PodStatusV1, rules = defaultResizeRules): number {
  return effectiveRequests({ containers: [], ...spec }, resizeOf(status, rules)).cpuMilli;
}

test('containers run together: their requests add up, overhead with them', () => {
  const containers = [container({ cpu: '250m', memory: '1Gi' }), container({ cpu: 1, memory: '512Mi' })];
  const requests = effectiveRequests({ containers, overhead: { cpu: '50m', memory: '10Mi' } });
  equal(requests.cpuMilli, 1300); //            250 + 1000 + 50
  equal(requests.memoryBytes, 1546 * Mi); //    1024 + 512 + 10
});

test('init containers run alone: the greatest counts if it exceeds the sum', () => {
  const containers = [container({ cpu: '500m' }), container({ cpu: '500m' })];
  equal(cpuMilli({ containers, initContainers: [container({ cpu: '800m' })] }), 1000); //  max(1000, 800)
  equal(cpuMilli({ containers, initContainers: [container({ cpu: '2' }), container({ cpu: '1' })] }), 2000);
});

test('a sidecar runs beside the containers and beside the init containers after it', () => {
  const containers = [container({ cpu: '1' })];
  const sidecar = container({ cpu: '500m' }, 'Always');
  equal(cpuMilli({ containers, initContainers: [sidecar] }), 1500); //                        1000 + 500
  equal(cpuMilli({ containers, initContainers: [sidecar, container({ cpu: '2' })] }), 2500); // max(1500, 500 + 2000)
  equal(cpuMilli({ containers, initContainers: [container({ cpu: '2' }), sidecar] }), 2000); // max(1500, 2000, 500)
});

test('pod-level requests replace the sum, for the resources they name', () => {
  const containers = [container({ cpu: '1', memory: '1Gi' })];
  const requests = effectiveRequests({
    containers,
    resources: { requests: { cpu: '3' } },
    overhead: { cpu: '100m' },
  });
  equal(requests.cpuMilli, 3100); // 3000 + 100
  equal(requests.memoryBytes, Gi);
});

test('pod-level limits alone leave requests as they are', () => {
  equal(cpuMilli({ containers: [container({ cpu: '1' })], resources: { limits: { cpu: '3' } } }), 1000);
});

test('amounts are summed exactly and rounded up once', () => {
  const containers = [container({ memory: '0.3' }), container({ memory: '0.3' })];
  equal(effectiveRequests({ containers }).memoryBytes, 1); // 0.6, not 1 + 1
});

test('extended resources, huge pages and volumes count by name; what the scheduler does not count is left out', () => {
  const requests = { 'example.com/gpu': 2, 'hugepages-2Mi': '4Mi', 'ephemeral-storage': '1k', pods: 1, unknown: 5 };
  const found = effectiveRequests({ containers: [container(requests)] });
  deepEqual(
    [...found.scalars],
    [
      ['example.com/gpu', 2],
      ['hugepages-2Mi', 4 * Mi],
    ],
  );
  equal(found.ephemeralStorageBytes, 1000);
});

test('what float64 does not hold goes along to the last unit', () => {
  const containers = [container({ memory: '9007199254740992', cpu: '1' }), container({ memory: '1' })];
  const { memoryBytes, cpuMilli, exact } = effectiveRequests({ containers });
  deepEqual([memoryBytes, cpuMilli], [2 ** 53, 1000]);
  deepEqual(exact, new Map([['memory', 2n ** 53n + 1n]]));
  equal(effectiveRequests({ containers: [container({ memory: '8Pi' })] }).exact, undefined);
});

test('more than int64 holds is refused, not rounded', () => {
  throws(
    () => cpuMilli({ containers: [container({ cpu: '10P' })] }),
    /resources: cpu: "10P" is more than the scheduler can count/,
  );
});

const scoring: [what: string, spec: PodSpecV1, cpu: number, memory: number][] = [
  ['a container without requests counts 100m and 200Mi', { containers: [container({})] }, 100, 200 * Mi],
  [
    'each container is asked by itself',
    { containers: [container({ cpu: '1' }), container({ memory: '1Gi' })] },
    1100,
    1224 * Mi,
  ],
  ['an explicit zero stays zero', { containers: [container({ cpu: 0, memory: 0 })] }, 0, 0],
  [
    'init containers get the defaults too',
    { containers: [container({ cpu: '50m', memory: 0 })], initContainers: [container({})] },
    100,
    200 * Mi,
  ],
  [
    'pod-level requests stand for what they name; the rest gets defaults',
    { containers: [container({}), container({})], resources: { requests: { cpu: '3' } } },
    3000,
    400 * Mi,
  ],
  [
    'under pod-level requests a resource that any container requests gets no defaults',
    { containers: [container({ memory: '1Gi' }), container({})], resources: { requests: { cpu: '3' } } },
    3000,
    1024 * Mi,
  ],
];

for (const [what, spec, cpu, memory] of scoring) {
  test(`for scoring ${what}`, () => deepEqual(nonZeroRequests(spec), { cpuMilli: cpu, memoryBytes: memory }));
}

function resizing(reason: string): PodStatusV1 {
  return {
    containerStatuses: [{ name: 'c', resources: { requests: { cpu: '300m' } }, allocatedResources: { cpu: '200m' } }],
    conditions: [{ type: 'PodResizePending', status: 'True', reason }],
  };
}

test('during a resize the greatest of wanted, allocated and actual counts', () => {
  equal(cpuMilli({ containers: [container({ cpu: '100m' })] }, resizing('Deferred')), 300);
  equal(cpuMilli({ containers: [container({ cpu: '500m' })] }, resizing('Deferred')), 500);
});

test('a resize that is infeasible counts what is allocated and actual', () => {
  equal(cpuMilli({ containers: [container({ cpu: '500m' })] }, resizing('Infeasible')), 300);
});

/** Two containers, one growing and one shrinking; nothing is said of "late". */
const twoResizes: PodStatusV1 = {
  containerStatuses: [
    { name: 'a', resources: { requests: { cpu: '100m' } }, allocatedResources: { cpu: '400m' } },
    { name: 'b', resources: { requests: { cpu: '900m' } }, allocatedResources: { cpu: '200m' } },
  ],
};
const named = (name: string, cpu: string): ContainerV1 => ({ name, image: 'i', resources: { requests: { cpu } } });
const three = { containers: [named('a', '100m'), named('b', '200m'), named('late', '50m')] };

test('up to 1.36 each container counts with its greatest amount', () => {
  //  max(100, 400, 100) + max(200, 200, 900) + 50
  equal(cpuMilli(three, twoResizes), 1350);
});

test('from 1.37 on the greatest sum counts', () => {
  const rules = { comparesWholePods: true, podLevel: true };
  //  wanted 100 + 200 + 50, allocated 400 + 200 + 50, in force 100 + 900 + 50
  equal(cpuMilli(three, twoResizes, rules), 1050);
  // what the status says of the whole pod stands for the containers' sums
  const whole = { ...twoResizes, allocatedResources: { cpu: '700m' }, resources: { requests: { cpu: '600m' } } };
  equal(cpuMilli(three, whole, rules), 700);
  equal(cpuMilli(three, whole, { ...rules, podLevel: false }), 1050);
});

test('from 1.37 on a container whose wish is infeasible and of which nothing is said counts nothing', () => {
  const infeasible = { ...twoResizes, conditions: resizing('Infeasible').conditions! };
  //  allocated 400 + 200, in force 100 + 900
  equal(cpuMilli(three, infeasible, { comparesWholePods: true, podLevel: true }), 1000);
  const silent = { conditions: infeasible.conditions };
  equal(cpuMilli(three, silent, { comparesWholePods: true, podLevel: true }), 0);
  equal(cpuMilli(three, silent), 350);
});

test('pod-level requests are resized where the gate is on', () => {
  const spec = { ...three, resources: { requests: { cpu: '1' } } };
  const status: PodStatusV1 = {
    resources: { requests: { cpu: '3' } },
    allocatedResources: { cpu: '2', memory: '1Gi' },
  };
  equal(cpuMilli(spec, status), 3000);
  equal(cpuMilli(spec, status, { comparesWholePods: false, podLevel: false }), 1000);
});
