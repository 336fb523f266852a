/** What a release makes of the resources that a pod's spec and status name: how it reads a resize in place, when it completes those of the pod as a whole. */
import type { PodLevelDefaulting, ResizeRules } from '../objects/index.js';
import type { Release } from './release.js';

/** The rules by the release's behaviour and gates. */
export function resizeRulesOf({ behaviour, gate }: Release): ResizeRules {
  return {
    comparesWholePods: behaviour.resizesCompareWholePods,
    podLevel: gate('InPlacePodLevelResourcesVerticalScaling'),
  };
}

/** The rule by the release's gates. */
export function podLevelDefaultingOf({ gate }: Pick<Release, 'gate'>): PodLevelDefaulting {
  return gate('PodLevelResourcesFixDefaulting') ? 'on creation' : 'on reading';
}
