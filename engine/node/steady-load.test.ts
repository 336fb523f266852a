import { deepEqual, equal } from 'node:assert/strict';
import test from 'node:test';
import { createKernel } from '../kernel/index.js';
import { resolveModel } from '../models/index.js';
import { nodeModel } from './model.js';
import { SteadyLoad } from './steady-load.js';

/** Shares of the API server's CPU and of etcd's disk that services started now would find taken. */
function shares(act: (load: SteadyLoad) => void, atUs = 0): { cpu: number; disk: number } {
  const kernel = createKernel({ seed: 'test' });
  const took: Record<string, number> = {};
  const station = (name: string, servers: number) =>
    kernel.station(name, {
      servers,
      serviceUs: () => 1e6,
      onDone: () => {
        took[name] = kernel.nowUs() - atUs;
      },
    });
  const cpu = station('apiserver/cpu', 8);
  const disk = station('etcd/fsync', 1);
  const node = resolveModel('node', nodeModel, {});
  act(new SteadyLoad({ kernel, node, fsyncUs: 2000 }));
  kernel.at(
    atUs,
    kernel.on('test', () => {
      cpu.arrive(0);
      disk.arrive(0);
    }),
  );
  kernel.run({ untilUs: 1e9 });
  const share = (name: string) => Math.round((1 - 1e6 / took[name]!) * 1e4) / 1e4;
  return { cpu: share('apiserver/cpu'), disk: share('etcd/fsync') };
}

test('leases and statuses load the API server by rate', () => {
  // 1000 nodes: 100 leases/s and 3.33 statuses/s of 0.5 ms on 8 cores; 2 ms a commit: busy for 0.2067 of the time.
  deepEqual(
    shares((load) => load.addNodes(1000)),
    { cpu: 0.0065, disk: 0.1713 },
  ); // 1 − 1/1.2067
});

test('no node, no load; a node that is gone loads no more', () => {
  deepEqual(
    shares(() => {}),
    { cpu: 0, disk: 0 },
  );
  const gone = shares((load) => {
    load.addNodes(1000);
    load.addNodes(-1000);
  });
  deepEqual(gone, { cpu: 0, disk: 0 });
});

test('however many nodes there are, other requests get through', () => {
  deepEqual(
    shares((load) => load.addNodes(1e7)),
    { cpu: 0.75, disk: 0.5 },
  );
});

test('events load the second after they were recorded', () => {
  // 400 events/s of 1.5 ms on 8 cores; 400 commits of 2 ms: busy for 0.8.
  deepEqual(
    shares((load) => load.recordEvents(400), 1.5e6),
    { cpu: 0.075, disk: 0.4444 },
  );
  equal(shares((load) => load.recordEvents(400), 2.5e6).cpu, 0);
});
