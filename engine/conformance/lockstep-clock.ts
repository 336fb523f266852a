/** A clock that moves only when it is told to. Of the scheduler's timers only backoffQ's flush is on it; the others wait for the real clock, which never comes. */
import type { TimerName } from '../scheduler/index.js';

interface Armed {
  readonly id: number;
  readonly timer: number;
  readonly argument: number;
  readonly atUs: number;
}

/** 2026-01-01T00:00:00Z in µs since 1970: where every case begins. */
export const epochUs = 1_767_225_600_000_000;

export class LockstepClock {
  nowUs = epochUs;
  private readonly fires: ((argument: number) => void)[] = [];
  private readonly onThisClock = new Set<number>();
  private armed: Armed[] = [];
  private lastId = 0;

  timer(name: TimerName, fire: (argument: number) => void): number {
    const timer = this.fires.push(fire) - 1;
    if (name === 'flush-backoff') this.onThisClock.add(timer);
    return timer;
  }

  after(delayUs: number, timer: number, argument: number): number {
    const id = ++this.lastId;
    if (this.onThisClock.has(timer)) this.armed.push({ id, timer, argument, atUs: this.nowUs + delayUs });
    return id;
  }

  cancel(id: number): void {
    this.armed = this.armed.filter((armed) => armed.id !== id);
  }

  /** Moves on; a timer that is due fires once, however long the step was. */
  advance(us: number): void {
    this.nowUs += us;
    const due = this.armed.filter((armed) => armed.atUs <= this.nowUs);
    if (due.length === 0) return;
    this.armed = this.armed.filter((armed) => armed.atUs > this.nowUs);
    for (const { timer, argument } of due) this.fires[timer]!(argument);
  }
}
