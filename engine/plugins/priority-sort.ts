/** PrioritySort takes pods of higher priority first, and of equal ones the one that waits longer. Upstream: plugins/queuesort/priority_sort.go, v1.36. */
import { definePlugin, type PluginFactory } from '../framework/index.js';

/** Makes PrioritySort. */
export const prioritySort: PluginFactory = {
  name: 'PrioritySort',
  create: () =>
    definePlugin({
      name: 'PrioritySort',
      queueSort(a, b) {
        if (a.pod.priority !== b.pod.priority) return a.pod.priority > b.pod.priority;
        return a.timestampUs < b.timestampUs;
      },
      queueSortKeys: { first: ({ pod }) => -pod.priority, second: ({ timestampUs }) => timestampUs },
    }),
};
