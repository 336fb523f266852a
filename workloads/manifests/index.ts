/** Manifests and cluster dumps: YAML, JSON, lists, folders, standard input. */
export { describe } from './describe.js';
export { dumpCommand } from './dump-command.js';
export { kubectlCreate } from './kubectl-create.js';
export {
  type LoadContext,
  type LoadedObject,
  type LoadedObjects,
  loadObjects,
  type PriorityClasses,
  priorityClassesIn,
  thereTwice,
} from './load-objects.js';
export { objectMistake, remedyFor } from './object-mistake.js';
export { type ParsedDocument, parseText } from './parse-text.js';
export { readPaths, readText, sourceName } from './read-paths.js';
export { mistake, type SourceRef } from './source-text.js';
