/** A controller that looks something up for every object of a kind that is written: one read after another, in the background. */
import type { StepParts } from './parts.js';

export function follow({ api, client, watches }: StepParts, kind: string): void {
  let reads = 0;
  let waiting = 0;
  const reading = api.operation({
    name: `get for ${kind}`,
    reads: true,
    commit: () => true,
    reply: heard,
    drawIdOf: (drawId) => drawId,
  });
  watches.onObjects({
    name: `program/follow ${kind}`,
    kinds: new Set([kind]),
    deliver({ after }) {
      if (after !== null && waiting++ === 0) read();
    },
  });

  function read(): void {
    api.submit(reading, client, reads, 0, reads++);
  }

  function heard(): void {
    if (--waiting > 0) read();
  }
}
