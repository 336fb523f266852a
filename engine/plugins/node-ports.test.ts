import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { Action } from '../framework/index.js';
import type { ContainerPortV1 } from '../objects/index.js';
import { nodePorts } from './node-ports.js';
import { aCluster, aCycle, aHandle, aNode, aNodeSpec, aPod, askHint, type PodOptions } from './testing.js';

const plugin = nodePorts.create(undefined, aHandle());
const cycle = aCycle(aCluster());

/** "UDP/10.0.0.1:80", or parts of it. */
function port(text: string): ContainerPortV1 {
  const [, protocol, hostIP, hostPort] = /^(?:(\w+)\/)?(?:([\d.]+):)?(\d+)$/.exec(text)!;
  return { containerPort: 8080, hostPort: Number(hostPort), ...(hostIP && { hostIP }), ...(protocol && { protocol }) };
}

const withPorts = (...ports: string[]): PodOptions => ({
  spec: { containers: [{ name: 'c', ports: ports.map(port) }] },
});

const cases = [
  { what: 'another port is free', wanted: ['80'], used: ['81'], fits: true },
  { what: 'the same port is taken', wanted: ['80'], used: ['80'], fits: false },
  { what: 'another protocol is free', wanted: ['UDP/80'], used: ['TCP/80'], fits: true },
  { what: 'another address is free', wanted: ['10.0.0.1:80'], used: ['10.0.0.2:80'], fits: true },
  { what: 'all addresses take each', wanted: ['10.0.0.1:80'], used: ['80'], fits: false },
  { what: 'each address stands in the way of all', wanted: ['0.0.0.0:80'], used: ['10.0.0.2:80'], fits: false },
  { what: 'one of several that is taken is enough', wanted: ['80', '81'], used: ['81'], fits: false },
];

for (const { what, wanted, used, fits } of cases) {
  test(what, () => {
    const pod = aPod(withPorts(...wanted));
    const { status, state } = plugin.preFilter!.check(pod, cycle);
    equal(status.code, 'Success');
    const verdict = plugin.filter!.check(pod, aNode({ pods: [withPorts(...used)] }), state);
    equal(verdict.code, fits ? 'Success' : 'Unschedulable');
    if (!fits) deepEqual(verdict.reasons, ["node(s) didn't have free ports for the requested pod ports"]);
  });
}

test('a pod without host ports is skipped', () => {
  equal(plugin.preFilter!.check(aPod(), cycle).status.code, 'Skip');
});

test('a sidecar holds its ports, another init container does not', () => {
  const init = (restartPolicy: object) => ({ initContainers: [{ name: 'i', ports: [port('80')], ...restartPolicy }] });
  equal(plugin.preFilter!.check(aPod({ spec: init({ restartPolicy: 'Always' }) }), cycle).status.code, 'Success');
  equal(plugin.preFilter!.check(aPod({ spec: init({}) }), cycle).status.code, 'Skip');
});

test('filtering without PreFilter fails as upstream does', () => {
  equal(plugin.filter!.check(aPod(withPorts('80')), aNode(), undefined).code, 'Error');
});

const hintCases = [
  {
    what: 'a pod that frees a wanted port brings the waiting one back',
    gone: { ...withPorts('80'), nodeName: 'a' },
    hint: 'Queue',
  },
  { what: 'one with other ports does not', gone: { ...withPorts('81'), nodeName: 'a' }, hint: 'QueueSkip' },
  { what: 'one without ports does not', gone: { nodeName: 'a' }, hint: 'QueueSkip' },
  { what: 'one that had no place does not', gone: withPorts('80'), hint: 'QueueSkip' },
  {
    what: 'one that was nominated to a place does',
    gone: { ...withPorts('80'), nominatedNodeName: 'a' },
    hint: 'Queue',
  },
];

for (const { what, gone, hint } of hintCases) {
  test(what, () => {
    const event = { resource: 'Pod', action: Action.Delete } as const;
    equal(askHint(plugin, event, aPod(withPorts('80')), aPod(gone), undefined), hint);
  });
}

test('any new node brings a rejected pod back', () => {
  equal(
    askHint(plugin, { resource: 'Node', action: Action.Add }, aPod(withPorts('80')), undefined, aNodeSpec()),
    'Queue',
  );
});

test('pods with the same port numbers sign alike, but share verdicts only where address and protocol are the same', () => {
  const [tcp, udp] = [aPod(withPorts('TCP/80')), aPod(withPorts('UDP/80'))];
  deepEqual(plugin.signs!(tcp), plugin.signs!(udp));
  deepEqual(plugin.readsBesides!(tcp), new Set([' TCP 80']));
  deepEqual(plugin.readsBesides!(udp), new Set([' UDP 80']));
});
