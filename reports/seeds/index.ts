/** Runs of one input that differ in their seeds alone. */
export { type SeedRow, seedRow } from './seed-row.js';
export { seedsReport } from './seeds-report.js';
export { seedsTable } from './seeds-table.js';
