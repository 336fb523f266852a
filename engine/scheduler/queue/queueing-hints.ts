/** Who asked to hear of which cluster event, and what the plugins that rejected a pod say to one. Upstream: pkg/scheduler/scheduler.go buildQueueingHintMap, v1.36. */
import {
  Action,
  type ClusterEvent,
  type EventRegistration,
  type EventResource,
  type QueueingHintFn,
} from '../../framework/index.js';
import { isWildcard, matches } from './cluster-events.js';

/** A plugin's registrations in one profile. */
export interface PluginEvents {
  readonly plugin: string;
  readonly registrations: readonly EventRegistration[];
}

/** One registration: who asks, on which event, and whom to ask then. */
export interface Hint {
  readonly plugin: string;
  readonly event: ClusterEvent;
  readonly ask: QueueingHintFn;
}

const alwaysQueue: QueueingHintFn = () => 'Queue';
const noHints: readonly Hint[] = [];

export class QueueingHints {
  /** Registered events by plugin, over all profiles: what may release a pod that the plugin gates. */
  private readonly eventsByPlugin = new Map<string, ClusterEvent[]>();
  private readonly byProfile = new Map<string, readonly Hint[]>();
  /** Hints by resource, action and profile, found once. */
  private readonly found = new Map<EventResource, Map<number, ReadonlyMap<string, readonly Hint[]>>>();

  constructor(
    profiles: ReadonlyMap<string, readonly PluginEvents[]>,
    /** Whether registering node additions brings taint changes too, answered Queue. */
    nodeAddBringsTaintChanges: boolean,
  ) {
    for (const [profile, plugins] of profiles) {
      const hints = plugins.flatMap((p) => hintsOf(p, nodeAddBringsTaintChanges));
      this.byProfile.set(profile, hints);
      for (const { plugin, event } of hints) this.noteEvent(plugin, event);
    }
  }

  /** Whether any plugin of any profile registered the event. */
  isOfInterest(event: ClusterEvent): boolean {
    return isWildcard(event) || this.matching(event).size > 0;
  }

  /** Hints of a profile's plugins that registered the event. */
  of(profile: string, event: ClusterEvent): readonly Hint[] {
    return this.matching(event).get(profile) ?? noHints;
  }

  /** Events that any profile registered for the plugin. */
  eventsOf(plugin: string): readonly ClusterEvent[] {
    return this.eventsByPlugin.get(plugin) ?? [];
  }

  private noteEvent(plugin: string, event: ClusterEvent): void {
    const events = this.eventsByPlugin.get(plugin);
    if (events === undefined) this.eventsByPlugin.set(plugin, [event]);
    else events.push(event);
  }

  private matching(event: ClusterEvent): ReadonlyMap<string, readonly Hint[]> {
    let byAction = this.found.get(event.resource);
    if (byAction === undefined) {
      byAction = new Map();
      this.found.set(event.resource, byAction);
    }
    let hints = byAction.get(event.action);
    if (hints === undefined) {
      hints = this.search(event);
      byAction.set(event.action, hints);
    }
    return hints;
  }

  private search(event: ClusterEvent): ReadonlyMap<string, readonly Hint[]> {
    const found = new Map<string, readonly Hint[]>();
    for (const [profile, hints] of this.byProfile) {
      const matching = hints.filter((hint) => matches(hint.event, event));
      if (matching.length > 0) found.set(profile, matching);
    }
    return found;
  }
}

function hintsOf({ plugin, registrations }: PluginEvents, nodeAddBringsTaintChanges: boolean): Hint[] {
  const hints = registrations.map(({ event, hint }): Hint => ({ plugin, event, ask: hint ?? alwaysQueue }));
  const registersNode = (action: number) =>
    registrations.some(({ event }) => event.resource === 'Node' && (event.action & action) !== 0);
  if (nodeAddBringsTaintChanges && registersNode(Action.Add) && !registersNode(Action.UpdateNodeTaint)) {
    hints.push({ plugin, event: { resource: 'Node', action: Action.UpdateNodeTaint }, ask: alwaysQueue });
  }
  return hints;
}
