/** What a kind that is not simulated is called where such kinds are counted, with the simulated one that may have been meant. */
import { editDistance, type KubeObject, understoodKinds } from '../../engine/index.js';

const kinds = [...understoodKinds.values()];

/** Names from so many letters on may have two wrong, shorter ones one. */
const longNameLetters = 8;

/** "ConfigMap", "Deploymnt (did you mean Deployment?)", "CronJob of batch/v1beta1 (simulated is batch/v1)". */
export function ignoredKind({ apiVersion, kind }: KubeObject): string {
  const namesake = kinds.find((known) => known.kind === kind);
  if (namesake !== undefined) return `${kind} of ${apiVersion} (simulated is ${namesake.apiVersion})`;
  const wrongLetters = (known: string) => editDistance(kind.toLowerCase(), known.toLowerCase());
  const mostWrong = kind.length < longNameLetters ? 1 : 2;
  const meant = kinds.find((known) => wrongLetters(known.kind) <= mostWrong);
  return meant === undefined ? kind : `${kind} (did you mean ${meant.kind}?)`;
}
