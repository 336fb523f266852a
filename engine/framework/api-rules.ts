/** What a release's API server does to objects. */
import type { ApiRules } from '../objects/index.js';
import type { Release } from './release.js';

/** The rules by the release's gates. */
export function apiRulesOf({ gate }: Pick<Release, 'gate'>): ApiRules {
  return {
    comparisonOperators: gate('TaintTolerationComparisonOperators'),
    podLevelDefaulting: gate('PodLevelResourcesFixDefaulting') ? 'on creation' : 'on reading',
    restartsAllContainers: gate('RestartAllContainersOnContainerExits'),
  };
}
