/** How a release reads what a pod's status says of a resize in place. */
import type { ResizeRules } from '../objects/index.js';
import type { Release } from './release.js';

/** The rules by the release's behaviour and gates. */
export function resizeRulesOf({ behaviour, gate }: Release): ResizeRules {
  return {
    comparesWholePods: behaviour.resizesCompareWholePods,
    podLevel: gate('InPlacePodLevelResourcesVerticalScaling'),
  };
}
