/** A thread of the pool: its task enters once, then waits for jobs until the pool is closed. */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { readByRow } from '../plugins/index.js';
import { type ColumnJob, workOn } from './column-jobs.js';
import { type Control, takeRanges } from './ranges.js';

/** What the task is given. */
export interface Entry {
  readonly port: MessagePort;
  /** How often something was sent to the threads, and 1 once nothing will be any more. */
  readonly bell: Int32Array<SharedArrayBuffer>;
}

/** What is sent to a thread. */
export interface Assignment {
  readonly job: ColumnJob;
  readonly control: Control;
}

export default function enter({ port, bell }: Entry): void {
  port.postMessage('entered');
  let heard = 0;
  while (Atomics.load(bell, 1) === 0) {
    Atomics.wait(bell, 0, heard);
    heard = Atomics.load(bell, 0);
    for (let got = receiveMessageOnPort(port); got !== undefined; got = receiveMessageOnPort(port)) help(got.message);
  }
}

function help({ job, control }: Assignment): void {
  takeRanges(
    control,
    workOn(job, ({ rule, params }, columns) => readByRow(rule, params, columns)),
  );
}
