/** NodePorts keeps pods off nodes where a host port they want is taken. Upstream: plugins/nodeports/node_ports.go, v1.36. */
import { HostPorts, type Pod } from '../cluster/index.js';
import {
  Action,
  definePlugin,
  failure,
  on,
  type PluginFactory,
  skip,
  success,
  unschedulable,
} from '../framework/index.js';
import type { HostPort } from '../objects/index.js';
import { onPod } from './hints.js';

const rejection = unschedulable("node(s) didn't have free ports for the requested pod ports");

/** The ports the pod wants; there once PreFilter ran. */
type WantedPorts = readonly HostPort[] | undefined;

/** Makes NodePorts. */
export const nodePorts: PluginFactory = {
  name: 'NodePorts',
  create: () =>
    definePlugin<WantedPorts>({
      name: 'NodePorts',
      signs: hostPortNumbers,
      readsBesides: ({ spec }) => new Set(spec.hostPorts.map(({ ip, protocol, port }) => `${ip} ${protocol} ${port}`)),
      signsSpecOnly: true,
      signsNoVolumes: () => true,

      preFilter: {
        check: ({ spec }) =>
          spec.hostPorts.length === 0 ? { status: skip } : { status: success, state: spec.hostPorts },
        isSameForSpec: () => true,
      },

      filter: {
        dependsOn: 'node-usage',
        check(_pod, node, wanted) {
          if (wanted === undefined) return failure('reading "PreFilterNodePorts" from cycleState: not found');
          return fits(wanted, node.usedPorts) ? success : rejection;
        },
      },

      requeueOn: [on('Pod', Action.Delete, onPod(freesWantedPort)), on('Node', Action.Add)],
    }),
};

function fits(wanted: readonly HostPort[], used: HostPorts): boolean {
  for (const port of wanted) if (used.conflicts(port)) return false;
  return true;
}

/** Whether the pod that went had a place, or one in view, and a port that the waiting one wants. */
function freesWantedPort(pod: Pod, gone: Pod): boolean {
  if (gone.nodeName === '' && gone.nominatedNodeName === '') return false;
  const freed = new HostPorts();
  for (const port of gone.spec.hostPorts) freed.add(port);
  return !fits(pod.spec.hostPorts, freed);
}

/** Every host port in any container, init containers too, by its number alone. Upstream: kube-scheduler/framework/signers.go HostPortsSigner, v1.36. */
function hostPortNumbers({ spec: { raw } }: Pod): ReadonlySet<number> {
  const ports = [...raw.containers, ...(raw.initContainers ?? [])].flatMap((container) => container.ports ?? []);
  return new Set(ports.map((port) => port.hostPort ?? 0).filter((port) => port !== 0));
}
