/** What it means: RunResults told as text, tables, JSON and folders. */
export * from './csv/index.js';
export * from './files/index.js';
export * from './json/index.js';
export * from './scheduler-perf/index.js';
export * from './seeds/index.js';
export * from './terminal/index.js';
