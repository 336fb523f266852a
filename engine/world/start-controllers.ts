/** Makes the controllers of a run. */

import { type Controllers, controllerModel, createControllers } from '../controlplane/controllers/index.js';
import { createClient } from '../controlplane/index.js';
import { resolveModel } from '../models/index.js';
import { templateCompiler } from './template-compiler.js';
import type { Commons } from './world.js';

export function startControllers(commons: Commons): Controllers {
  const { spec, clients, ledger } = commons;
  const controllers = createControllers({
    ...commons,
    model: resolveModel('controllers', controllerModel, spec.models),
    minor: Number(spec.kubernetes.split('.')[1]),
    clientFor: (name) => createClient(name, clients.controllerQps, clients.controllerBurst),
    compile: templateCompiler(commons),
    readyAtBinding: spec.fidelity === 'scheduler',
    evicted: (pod) => ledger.evicted.fill(1, pod, pod + 1),
  });
  controllers.start();
  return controllers;
}
