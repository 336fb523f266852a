/** The Scenario file and what commands make of it. */
export { durationHint, parseDuration } from './duration.js';
export { exampleScenario } from './example-scenario.js';
export { prepareRun } from './prepare-run.js';
export type { PreparedRun, RunRequest } from './run-request.js';
export { scenarioSchema } from './schema.js';
