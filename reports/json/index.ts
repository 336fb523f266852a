/** Runs as JSON. */
export { runJson, summaryJson } from './run-json.js';
