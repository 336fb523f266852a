/** A line that says how far a run is, rewritten in place; only where standard error is a terminal. */
import type { Progress } from '../../engine/index.js';
import { count, duration } from '../../reports/index.js';

const everyMs = 100;

export interface ProgressLine {
  update(progress: Progress): void;
  /** The same with words before it. */
  say(words: string, progress: Progress): void;
  clear(): void;
}

/** Whether so much time has gone by since it last said yes: a long run then tells how far it is, and hears Ctrl-C. */
export function everyTenthSecond(): () => boolean {
  let wallLastMs = performance.now();
  return () => {
    const wallNowMs = performance.now();
    if (wallNowMs - wallLastMs < everyMs) return false;
    wallLastMs = wallNowMs;
    return true;
  };
}

export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  if (!stream.isTTY) return { update() {}, say() {}, clear() {} };
  let wallShownMs = 0;
  const say = (words: string, progress: Progress) => {
    const wallNowMs = Date.now();
    if (wallNowMs - wallShownMs < everyMs) return;
    wallShownMs = wallNowMs;
    stream.write(`\r\u001b[K${`${words}${progressText(progress)}`.slice(0, (stream.columns ?? 80) - 1)}`);
  };
  return {
    update: (progress) => say('', progress),
    say,
    clear: () => void stream.write('\r\u001b[K'),
  };
}

/** "12m30s of 2h00m · 3,120 pods bound, 14 waiting · 412,000 events" */
export function progressText({ nowUs, untilUs, eventsRun, podsBound, podsPending }: Progress): string {
  const end = untilUs === null ? '' : ` of ${duration(untilUs)}`;
  return `${duration(nowUs)}${end} of virtual time · ${count(podsBound)} pods bound, ${count(podsPending)} waiting · ${count(eventsRun)} events`;
}
