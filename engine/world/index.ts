/** A run's making: every component of a simulated world, made and connected, and its result. */
export { allModels } from './all-models.js';
export { buildResult } from './build-result.js';
export { chooseExecutor, poolFor } from './choose-executor.js';
export { hypotheticalSource, RefusedHypothetical } from './explainer.js';
export { version } from './version.js';
export { createWorld, type World } from './world.js';
