/** What a user's plugin is made of: the plugin contract, with less that has to be said. */
import type { NodeInfo, Pod } from '../../cluster/index.js';
import type { FilterPoint, Plugin, PreBindPoint, PreFilterPoint, ReservePoint, ScorePoint } from '../plugin.js';
import type { Status } from '../status.js';

/** Nothing counts as success, where a step usually has nothing to say. */
export type QuietStatus = Status | undefined | void;

type Lenient = 'isUsers' | 'answers' | 'preFilter' | 'filter' | 'score' | 'reserve' | 'preBind' | 'bind';

export interface UserSteps<F = undefined, S = undefined> extends Omit<Plugin<F, S>, Lenient> {
  readonly preFilter?: UserPreFilter<F>;
  readonly filter?: AskedAlways<FilterPoint<F>>;
  readonly score?: UserScore<F, S>;
  readonly reserve?: UserReserve<F>;
  readonly preBind?: UserPreBind<F>;
  bind?(pod: Pod, nodeName: string, done: (status?: Status) => void): void;
}

/** A point whose `dependsOn` may be left out: it is asked every time then. */
type AskedAlways<P extends { readonly dependsOn: unknown }> = Omit<P, 'dependsOn'> & Partial<Pick<P, 'dependsOn'>>;

export interface UserPreFilter<F> extends Omit<PreFilterPoint<F>, 'addPod' | 'removePod'> {
  addPod?(state: F, pod: Pod, added: Pod, node: NodeInfo): QuietStatus;
  removePod?(state: F, pod: Pod, removed: Pod, node: NodeInfo): QuietStatus;
}

export interface UserScore<F, S> extends AskedAlways<Omit<ScorePoint<F, S>, 'normalize'>> {
  normalize?(scores: Float64Array, pod: Pod, nodes: readonly NodeInfo[], state: S): QuietStatus;
}

export interface UserReserve<F> extends Omit<ReservePoint<F>, 'reserve'> {
  reserve(pod: Pod, nodeName: string, state: F): QuietStatus;
}

export interface UserPreBind<F> extends Omit<PreBindPoint<F>, 'run'> {
  run(pod: Pod, nodeName: string, state: F, done: (status?: Status) => void): void;
}
