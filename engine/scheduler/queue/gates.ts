/** PreEnqueue plugins keep pods out of activeQ and backoffQ. Upstream: pkg/scheduler/backend/queue/scheduling_queue.go runPreEnqueuePlugins, v1.36. */
import { success } from '../../framework/index.js';
import type { PreEnqueuePlugin, QueueProfiles } from './queue-profile.js';
import type { QueuedPodInfo } from './queued-pod.js';
import type { QueueingHints } from './queueing-hints.js';

export class Gates {
  constructor(
    private readonly profiles: QueueProfiles,
    private readonly hints: QueueingHints,
  ) {}

  /** Asks the plugins, the one that gated the pod before first, and notes who gates it now. */
  check(info: QueuedPodInfo): void {
    const plugins = this.profiles.get(info.pod.spec.schedulerName)?.preEnqueue ?? [];
    const before = plugins.find((p) => p.name === info.gatingPlugin);
    if (before !== undefined && !this.passes(before, info)) return;
    for (const plugin of plugins) if (plugin !== before && !this.passes(plugin, info)) return;
    info.gatingPlugin = '';
  }

  private passes({ name, plugin }: PreEnqueuePlugin, info: QueuedPodInfo): boolean {
    const status = plugin.preEnqueue?.(info.pod) ?? success;
    if (status.isSuccess) return true;
    info.unschedulablePlugins = new Set(info.unschedulablePlugins).add(name);
    info.gatingPlugin = name;
    info.gatingEvents = this.hints.eventsOf(name);
    return false;
  }
}
