/** NodeDeclaredFeatures keeps pods off nodes that do not declare the features they need. Upstream: plugins/nodedeclaredfeatures/nodedeclaredfeatures.go, v1.36. */
import {
  Action,
  definePlugin,
  failure,
  type Handle,
  on,
  type Plugin,
  type PluginFactory,
  type PodFeature,
  type Release,
  skip,
  success,
  unresolvable,
} from '../framework/index.js';
import type { NodeSpec, PodSpec } from '../objects/index.js';
import { onNode, onOwnChange } from './hints.js';
import { neededFeatures } from './pod-features.js';

const name = 'NodeDeclaredFeatures';
const rejection = unresolvable("node(s) didn't match Pod's required features");

/** Makes NodeDeclaredFeatures. */
export const nodeDeclaredFeatures: PluginFactory = {
  name,
  create: (_args, { release }: Handle) => (release.gate(name) ? create(release) : disabled),
};

/** Upstream fails to sign pods where the gate is off and the plugin is asked all the same. */
const disabled: Plugin = definePlugin({
  name,
  signs: () => undefined,
  signsSpecOnly: true,
  signsNoVolumes: () => true,
  preFilter: { check: () => ({ status: skip }), isSameForSpec: () => true },
  filter: { dependsOn: 'node-static', check: () => success, seesShapeOnly: () => true },
  requeueOn: [],
});

/** The features the pod needs; there once PreFilter ran. */
type Needed = readonly PodFeature[] | undefined;

function create({ behaviour }: Release): Plugin {
  const needs = (spec: PodSpec) => neededFeatures(spec, behaviour.podFeatures);

  return definePlugin<Needed>({
    name,
    signs: ({ spec }) => needs(spec),
    signsSpecOnly: true,
    signsNoVolumes: () => true,

    preFilter: {
      check({ spec }) {
        const needed = needs(spec);
        return needed.length === 0 ? { status: skip } : { status: success, state: needed };
      },
      isSameForSpec: () => true,
    },

    filter: {
      dependsOn: 'node-static',
      check(_pod, node, needed) {
        if (needed === undefined) return failure(`error reading "PreFilter${name}" from cycle-state: not found`);
        const missing = needed.filter((feature) => !node.spec!.declaredFeatures.has(feature));
        if (missing.length === 0) return success;
        return behaviour.featureRejectionNamesThem ? namingRejection(missing) : rejection;
      },
      seesShapeOnly: () => true,
    },

    requeueOn: [
      on(
        'Node',
        Action.Add | Action.UpdateNodeDeclaredFeature,
        onNode((_pod, node, before) => before === undefined || !sameDeclared(node, before)),
      ),
      on(
        'Pod',
        Action.Update,
        onOwnChange((after, before) => needs(after.spec).join() !== needs(before.spec).join()),
      ),
    ],
  });
}

function namingRejection(missing: readonly PodFeature[]) {
  return unresolvable(`node declared features check failed - unsatisfied requirements: ${missing.join(', ')}`);
}

function sameDeclared(a: NodeSpec, b: NodeSpec): boolean {
  return declaredBy(a).join() === declaredBy(b).join();
}

function declaredBy({ raw }: NodeSpec): readonly string[] {
  return raw.status?.declaredFeatures ?? [];
}
