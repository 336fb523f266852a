/** CSV tables of a run. */
export { csvStream, csvText } from './csv-text.js';
export { type Cell, type CsvTable, runTables } from './rows.js';
