/** Programs: what a driver does to a cluster, step by step. */
export type { ProgramParts } from './parts.js';
export { type Program, startProgram } from './program.js';
