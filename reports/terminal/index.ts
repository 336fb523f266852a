/** Reports for a terminal. */
export { type ExplainReportOptions, explainReport } from './explain-report.js';
export { count, duration, percent, plural, significant } from './format.js';
export { type RunReportOptions, runReport } from './run-report.js';
export { type Style, styles } from './style.js';
export { type Column, table } from './table.js';
export { type WalkStage, walkReport, walkStages } from './walk-report.js';
