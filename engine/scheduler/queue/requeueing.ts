/** Whether an event is worth trying a rejected pod again, and how soon. Upstream: pkg/scheduler/backend/queue/scheduling_queue.go isPodWorthRequeuing, v1.36. */
import { Pod } from '../../cluster/index.js';
import type { ClusterEvent } from '../../framework/index.js';
import { ConfigError } from '../../objects/index.js';
import { isWildcard } from './cluster-events.js';
import type { SeenEvent } from './in-flight.js';
import type { QueuedPodInfo } from './queued-pod.js';
import type { Hint, QueueingHints } from './queueing-hints.js';

/** Stay; try once backoff is over; try now, whatever the backoff. */
export type Strategy = 'skip' | 'afterBackoff' | 'now';

/** What the plugins that rejected the pod make of the event. */
export function strategyFor(hints: QueueingHints, info: QueuedPodInfo, seen: SeenEvent): Strategy {
  if (!isWildcard(seen.event)) return strategyBy(hints.of(info.pod.spec.schedulerName, seen.event), info, seen);
  return !info.hasRejectors || isMeantFor(seen, info.pod) ? 'afterBackoff' : 'skip';
}

/** The same of an event that is no wildcard, where it is known who registered it. */
export function strategyBy(hints: readonly Hint[], info: QueuedPodInfo, seen: SeenEvent): Strategy {
  if (!info.hasRejectors) return 'afterBackoff';
  let strategy: Strategy = 'skip';
  for (const hint of hints) {
    if (!info.rejectedBy(hint.plugin) || answer(hint, info.pod, seen) === 'QueueSkip') continue;
    if (info.pendingPlugins.has(hint.plugin)) return 'now';
    if (info.pendingPlugins.size === 0) return 'afterBackoff';
    strategy = 'afterBackoff';
  }
  return strategy;
}

/** What the events that came while the pod was in flight make of it. */
export function strategyAfterAttempt(
  hints: QueueingHints,
  info: QueuedPodInfo,
  events: readonly SeenEvent[],
): Strategy {
  if (!info.hasRejectors) return 'afterBackoff';
  let strategy: Strategy = 'skip';
  for (const seen of events) {
    const next = strategyFor(hints, info, seen);
    if (next === 'now') return next;
    if (next === 'afterBackoff' && info.pendingPlugins.size === 0) return next;
    if (next === 'afterBackoff') strategy = next;
  }
  return strategy;
}

/** Whom to ask, of the plugins that rejected a group of pods, about an event that is no wildcard; null where it concerns none of the pods. */
export function askedAbout(
  hints: QueueingHints,
  schedulerName: string,
  plugins: ReadonlySet<string>,
  event: ClusterEvent,
): readonly Hint[] | null {
  if (plugins.size === 0) return noHints;
  const asked = hints.of(schedulerName, event).filter((hint) => plugins.has(hint.plugin));
  return asked.length > 0 ? asked : null;
}

const noHints: readonly Hint[] = [];

/** A wildcard event with a pod is for that pod alone. */
function isMeantFor(seen: SeenEvent, pod: Pod): boolean {
  if (seen.after === undefined) return true;
  return seen.after instanceof Pod && seen.after.index === pod.index;
}

/** A hint that fails counts as Queue, so that no pod is stuck because of it; a mistake in a user's plugin ends the run. */
function answer(hint: Hint, pod: Pod, seen: SeenEvent): 'Queue' | 'QueueSkip' {
  try {
    return hint.ask(pod, seen.before, seen.after);
  } catch (problem) {
    if (problem instanceof ConfigError) throw problem;
    return 'Queue';
  }
}
